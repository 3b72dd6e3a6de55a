#include "groupware/base/options.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace groupware {
namespace {

using namespace std::chrono_literals;

constexpr IntegerOption kWorkers{.key = "net.workers",
                                 .file = "net.properties",
                                 .unit = "threads",
                                 .fallback = 16,
                                 .min = 1,
                                 .max = 64,
                                 .help = "Threads that run requests."};
constexpr SizeOption kHeader{.key = "net.headerBytes",
                             .file = "net.properties",
                             .fallback = 65536,
                             .min = 1024,
                             .max = 1 << 20,
                             .help = "Longest request header."};
constexpr DurationOption kIdle{.key = "net.idleTimeout",
                               .file = "net.properties",
                               .fallback = 60s,
                               .min = 1s,
                               .max = 1h,
                               .help = "Idle time of a kept-alive connection."};
constexpr FlagOption kDebug{
    .key = "debug", .file = "net.properties", .fallback = false, .help = "More log lines.", .reloadable = true};
constexpr std::array<AnyOption, 4> kAll{&kWorkers, &kHeader, &kIdle, &kDebug};

class ConfigurationTest : public testing::Test {
protected:
    void SetUp() override {
        directory_ = std::filesystem::temp_directory_path() / ("yoke-options-" + std::to_string(::getpid()));
        std::filesystem::create_directories(directory_ / "node.d");
    }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    void file(const std::string& name, const std::string& text) const { std::ofstream(directory_ / name) << text; }
    [[nodiscard]] Configuration load(const Configuration::Environment& environment = {}) const {
        return Configuration::load(kAll, directory_, environment);
    }
    [[nodiscard]] std::string problem() const {
        try {
            (void)load();
        } catch (const Error& error) {
            return error.what();
        }
        return "none";
    }

    std::filesystem::path directory_;
};

TEST_F(ConfigurationTest, FallbacksApplyWithoutFiles) {
    EXPECT_EQ(load().get(kWorkers), 16);
    EXPECT_EQ(load().get(kIdle), 60s);
    EXPECT_FALSE(load().get(kDebug));
}

TEST_F(ConfigurationTest, NodeFilesOverrideSharedOnesAndTheEnvironmentOverridesBoth) {
    file("net.properties", "# shared\nnet.workers = 8\nnet.headerBytes=32K\nnet.idleTimeout=5m\n");
    file("node.d/net.properties", "net.workers=4\ndebug=on\n");
    const auto loaded = load({{"YOKE_NET_HEADERBYTES", "16K"}});
    EXPECT_EQ(loaded.get(kWorkers), 4);
    EXPECT_EQ(loaded.get(kHeader), 16384);
    EXPECT_EQ(loaded.get(kIdle), 5min);
    EXPECT_TRUE(loaded.get(kDebug));
}

TEST_F(ConfigurationTest, AnUnknownKeyNamesFileAndLine) {
    file("net.properties", "\nnet.worker=4\n");
    EXPECT_NE(problem().find("net.properties:2: unknown option 'net.worker'"), std::string::npos) << problem();
}

TEST_F(ConfigurationTest, AValueOutOfRangeIsRefused) {
    file("net.properties", "net.workers=65\n");
    EXPECT_NE(problem().find("net.workers must be between 1 and 64"), std::string::npos) << problem();
}

TEST_F(ConfigurationTest, AValueOfTheWrongTypeIsRefused) {
    for (const char* line : {"net.workers=4 threads", "net.workers=", "net.headerBytes=9999999999G",
                             "net.idleTimeout=1y", "debug=maybe", "no equals sign"}) {
        file("net.properties", line);
        EXPECT_NE(problem(), "none") << line;
    }
}

TEST_F(ConfigurationTest, TheDumpShowsEveryFallbackCommentedOutAndLoadsAgain) {
    dumpConfiguration(kAll, directory_);
    std::ifstream in(directory_ / "net.properties");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_EQ(text,
              "# Threads that run requests.\n# From 1 to 64 threads.\n#net.workers=16\n\n"
              "# Longest request header.\n# From 1K to 1M bytes.\n#net.headerBytes=64K\n\n"
              "# Idle time of a kept-alive connection.\n# From 1s to 1h.\n#net.idleTimeout=1m\n\n"
              "# More log lines.\n# true or false. Counts from a reload (SIGHUP) on.\n#debug=false\n");
    EXPECT_EQ(load().get(kWorkers), 16);
}

TEST_F(ConfigurationTest, NamesWhatDiffers) {
    const Configuration before(kAll, {{"net.workers", "4"}, {"debug", "on"}, {"net.headerBytes", "2K"}});
    const Configuration after(kAll, {{"net.workers", "5"}, {"debug", "on"}, {"net.idleTimeout", "5s"}});
    EXPECT_EQ(before.differences(after),
              (std::vector<std::string>{"net.headerBytes", "net.idleTimeout", "net.workers"}));
    EXPECT_TRUE(before.differences(before).empty());
}

TEST_F(ConfigurationTest, TheDumpNeverShowsASecret) {
    static constexpr TextOption kSecret{
        .key = "password", .file = "secret.properties", .fallback = "hidden", .help = "A password.", .secret = true};
    dumpConfiguration(std::array<AnyOption, 1>{&kSecret}, directory_);
    std::ifstream in(directory_ / "secret.properties");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_EQ(text, "# A password.\n# Secret: never printed.\n#password=\n");
}

}  // namespace
}  // namespace groupware
