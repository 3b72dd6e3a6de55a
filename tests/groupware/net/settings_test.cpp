#include "groupware/net/settings.h"

#include "groupware/base/error.h"
#include "groupware/net/options.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace groupware::net
