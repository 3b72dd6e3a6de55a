#include "groupware/net/settings.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"
#include "groupware/net/options.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

namespace groupware::net {
namespace {

Settings with(const std::map<std::string, std::string>& values) {
    return readSettings(Configuration(options(), values));
}

TEST(SettingsTest, UploadsNeverTakeTheLastWorker) {
    EXPECT_EQ(with({{"net.workers", "16"}}).uploadWorkers, 8U);
    EXPECT_EQ(with({{"net.workers", "4"}, {"net.uploadWorkers", "4"}}).uploadWorkers, 3U);
    EXPECT_EQ(with({{"net.workers", "1"}}).uploadWorkers, 1U);
}

TEST(SettingsTest, ByDefaultOnlyLoopbackReachesTheConnectors) {
    const auto settings = with({});
    EXPECT_EQ(settings.httpAddress, "127.0.0.1");
    EXPECT_EQ(settings.ajpAddress, "127.0.0.1");
    EXPECT_EQ(settings.ajpPort, 8009);
    EXPECT_TRUE(settings.httpProxies.empty());
    EXPECT_TRUE(settings.ajpProxies.contains("127.0.0.1"));
    EXPECT_FALSE(settings.ajpProxies.contains("192.0.2.1"));
}

TEST(SettingsTest, ABadAddressListStopsTheStart) {
    EXPECT_THROW(with({{"net.ajpProxies", "somewhere"}}), Error);
}

/// A folder for one test's files.
class SecretSettingsTest : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(directory_); }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    const std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("yoke-net-" + crypto::toHex(crypto::randomBytes(8)));
    const std::filesystem::path file_ = directory_ / "ajp.secret";
};

TEST_F(SecretSettingsTest, TheAjpSecretComesFromItsFile) {
    writeSecretFile(file_, "sesame");
    EXPECT_EQ(with({{"net.ajpSecretFile", file_.string()}}).ajpSecret, "sesame");
    EXPECT_EQ(with({{"AJP_SECRET", "sesame"}}).ajpSecret, "sesame");
}

TEST_F(SecretSettingsTest, ASecretThatIsMissingEmptyReadableOrThereTwiceStopsTheStart) {
    EXPECT_THROW(with({{"net.ajpSecretFile", file_.string()}}), Error);
    writeSecretFile(file_, "");
    EXPECT_THROW(with({{"net.ajpSecretFile", file_.string()}}), Error);
    writeSecretFile(file_, "sesame");
    EXPECT_THROW(with({{"net.ajpSecretFile", file_.string()}, {"AJP_SECRET", "sesame"}}), Error);
    std::filesystem::permissions(file_, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    EXPECT_THROW(with({{"net.ajpSecretFile", file_.string()}}), Error);
}

}  // namespace
}  // namespace groupware::net
