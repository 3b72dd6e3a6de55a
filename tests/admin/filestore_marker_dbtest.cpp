#include "tests/admin/support/admin_test.h"
#include "tests/support/eventually.h"

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>

namespace {

using namespace std::chrono_literals;

/// The file that tells one cluster's filestore from another's.
class FilestoreMarker : public test::AdminTest {
protected:
    [[nodiscard]] std::string marker() const {
        std::ostringstream text;
        text << std::ifstream(filestoreDirectory() / ".yoke-filestore").rdbuf();
        return text.str();
    }
    void writeMarker(const std::string& text) const { std::ofstream(filestoreDirectory() / ".yoke-filestore") << text; }
    [[nodiscard]] std::string expected() const {
        return "yoke filestore 3 " + configValue("SELECT LOWER(HEX(mark)) FROM `@`.filestore") + "\n";
    }
};

TEST_F(FilestoreMarker, CarriesTheNumberOfTheFilestoresRow) {
    installNode();
    startDaemon();
    registerAll();
    EXPECT_EQ(marker(), expected());
    writeMarker("yoke filestore 3 00112233445566778899aabbccddeeff\n");  // another cluster's, mounted by mistake
    const auto refused = run(createContext(1, "defaultcontext"));
    EXPECT_NE(refused.status, 0);
    EXPECT_FALSE(std::filesystem::exists(filestoreDirectory() / "1_ctx_store"));
}

TEST_F(FilestoreMarker, OfAnEarlierVersionGetsTheNumberWhenTheDaemonStarts) {
    installNode();
    startDaemon();
    registerAll();
    stopDaemon();
    writeMarker("yoke filestore 3\n");
    servers().master().execute("UPDATE `" + name() + "`.filestore SET unmarked = TRUE");
    startDaemon();
    EXPECT_TRUE(test::eventually(20s, [this] { return marker() == expected(); })) << marker();
    EXPECT_TRUE(test::eventually(20s, [this] { return configValue("SELECT unmarked FROM `@`.filestore") == "0"; }));
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
}

}  // namespace
