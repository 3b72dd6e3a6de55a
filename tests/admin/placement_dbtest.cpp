#include "tests/admin/support/admin_test.h"

namespace {

using test::AdminTest;

class PlacementTest : public AdminTest {
protected:
    void SetUp() override {
        installNode();
        startDaemon();
        registerAll();
    }

    /// createcontext for context 1 with one more option.
    [[nodiscard]] test::ToolResult createWith(const std::string& option, const std::string& value) const {
        auto command = createContext(1, "defaultcontext");
        command.insert(command.end(), {option, value});
        return run(command);
    }
};

TEST_F(PlacementTest, AnUnknownDatabaseOrFilestoreIsNamed) {
    for (const auto& [option, value, message] : {std::tuple("-D", "99", "No such database 99"),
                                                 {"-D", "-1", "No such database -1"},
                                                 {"-D", "6", "Database 6 is not a master"},
                                                 {"-F", "99", "No such store 99"},
                                                 {"-F", "0", "No such store 0"}}) {
        const auto refused = createWith(option, value);
        EXPECT_EQ(refused.status, 103) << option << value;
        EXPECT_EQ(refused.err, std::string("context 1 could not be created: Server response: ") + message + "\n");
    }
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.context"), "0");
    EXPECT_EQ(createWith("-D", "4").out, "context 1 created\n");
}

TEST_F(PlacementTest, AChosenDatabaseOrFilestoreWithoutRoomIsSaidToBeFull) {
    expectLine({"changefilestore", "-i", "3", "-x", "0", "-A", "oxadminmaster", "-P", "secret"}, "filestore 3 changed");
    EXPECT_EQ(createWith("-F", "3").status, 106);
    expectLine({"changefilestore", "-i", "3", "-x", "9", "-A", "oxadminmaster", "-P", "secret"}, "filestore 3 changed");
    expectLine({"changedatabase", "-i", "4", "-x", "0", "-A", "oxadminmaster", "-P", "secret"}, "database 4 changed");
    const auto full = createWith("-D", "4");
    EXPECT_EQ(full.status, 106);
    EXPECT_NE(full.err.find("Database 4 takes no more contexts"), std::string::npos) << full.err;
}

TEST_F(PlacementTest, ADatabaseWithoutWeightTakesContextsOnlyIfItIsChosen) {
    expectLine({"changedatabase", "-i", "4", "-w", "0", "-A", "oxadminmaster", "-P", "secret"}, "database 4 changed");
    EXPECT_EQ(run(createContext(1, "defaultcontext")).status, 106);
    EXPECT_EQ(createWith("-D", "4").out, "context 1 created\n");
}

}  // namespace
