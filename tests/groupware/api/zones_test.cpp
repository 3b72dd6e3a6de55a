#include "groupware/api/zones.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/log.h"
#include "tests/groupware/api/test_zones.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::api {
namespace {

constexpr std::int64_t kNow = 1'795'176'000'000;
constexpr std::int64_t kHalf = 1'800'000;

class ZoneCall final : public Call {
public:
    explicit ZoneCall(std::optional<std::string> zone) : zone_(std::move(zone)) {}
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override {
        return name == "timezone" ? zone_ : std::nullopt;
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const Poco::Dynamic::Var& json() const override { return json_; }
    [[nodiscard]] const http::Request* request() const noexcept override { return nullptr; }

private:
    std::optional<std::string> zone_;
    std::vector<std::string> path_;
    Poco::Dynamic::Var json_;
};

Caller callerIn(const std::string& zone) {
    Caller caller;
    caller.context = ContextId{7};
    caller.user = UserId{3};
    caller.timeZone = zone;
    return caller;
}

class ZonesTest : public testing::Test {
protected:
    [[nodiscard]] std::int64_t wire(std::int64_t utc, const std::string& own, std::optional<std::string> wanted) const {
        return toWire(ColumnType::Time, utc, zones_.localTime(callerIn(own), ZoneCall(std::move(wanted))))
            .convert<std::int64_t>();
    }

    Zones zones_{test::findZone};
};

TEST_F(ZonesTest, TheParameterGoesBeforeTheCallersOwn) {
    EXPECT_EQ(wire(kNow, "UTC", std::nullopt), kNow);
    EXPECT_EQ(wire(kNow, "Test/Half", std::nullopt), kNow + kHalf);
    EXPECT_EQ(wire(kNow, "Test/Half", ""), kNow + kHalf);
    EXPECT_EQ(wire(kNow, "Test/Half", "UTC"), kNow);
    EXPECT_EQ(wire(kNow, "UTC", "Test/Half"), kNow + kHalf);
}

TEST_F(ZonesTest, ForEverStaysForEver) {
    constexpr auto kForEver = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(wire(kForEver, "Test/Half", std::nullopt), kForEver);
}

TEST_F(ZonesTest, AnUnknownParameterIsTheClientsError) {
    try {
        (void)zones_.localTime(callerIn("UTC"), ZoneCall("Test/None"));
        FAIL();
    } catch (const CodedError& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_EQ(error.oxCode(), kInvalidParameter);
        EXPECT_EQ(error.publicText(), "The parameter 'timezone' names no known time zone.");
    }
}

TEST_F(ZonesTest, ACallerWithAnUnknownZoneGetsUtcAndTheLogOneWarning) {
    const auto path = std::filesystem::temp_directory_path() / ("yoke-zones-" + std::to_string(::getpid()));
    log::open({.file = path, .syslog = {}, .name = "test"});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(wire(kNow, "Old/Zone", std::nullopt), kNow);
    EXPECT_EQ(wire(kNow, "Old/Zone", "Test/Half"), kNow + kHalf);
    log::close();
    std::ifstream in(path);
    const std::string lines{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::remove(path);
    const std::string warning = "time_zone.unknown zone=Old/Zone context=7 user=3\n";
    EXPECT_NE(lines.find(warning), std::string::npos) << lines;
    EXPECT_EQ(lines.find("time_zone.unknown"), lines.rfind("time_zone.unknown")) << lines;
}

}  // namespace
}  // namespace groupware::api
