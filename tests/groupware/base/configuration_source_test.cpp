#include "groupware/base/configuration_source.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace groupware {
namespace {

constexpr IntegerOption kTries{.key = "tries", .file = "a", .unit = "", .max = 100, .help = "", .reloadable = true};
constexpr IntegerOption kPause{.key = "pause", .file = "a", .unit = "", .max = 100, .help = "", .reloadable = true};
constexpr IntegerOption kThreads{.key = "threads", .file = "a", .unit = "", .fallback = 4, .max = 100, .help = ""};
constexpr std::array<AnyOption, 3> kAll{&kTries, &kPause, &kThreads};

using Keys = std::vector<std::string>;

TEST(ConfigurationSource, AReloadAppliesWhatIsReloadableAndNamesWhatWaits) {
    ConfigurationSource source(Configuration(kAll, {{"tries", "3"}}));
    const auto before = source.current();
    const auto changes = source.reload(kAll, Configuration(kAll, {{"tries", "5"}, {"threads", "9"}}));
    EXPECT_EQ(changes.applied, Keys{"tries"});
    EXPECT_EQ(changes.waiting, Keys{"threads"});
    EXPECT_EQ(source.get(kTries), 5);
    EXPECT_EQ(source.get(kThreads), 4);
    EXPECT_EQ(before->get(kTries), 3);  // who reads just now goes on with what it began with
}

TEST(ConfigurationSource, WhatIsTakenBackIsNoChangeAndWhatIsLeftOutFallsBack) {
    ConfigurationSource source(Configuration(kAll, {{"tries", "3"}}));
    (void)source.reload(kAll, Configuration(kAll, {{"threads", "9"}}));
    EXPECT_EQ(source.get(kTries), kTries.fallback);
    const auto changes = source.reload(kAll, Configuration(kAll));
    EXPECT_EQ(changes.applied, Keys{});
    EXPECT_EQ(changes.waiting, Keys{});
}

TEST(ConfigurationSource, ReadersSeeOneStateOfAllOptions) {
    ConfigurationSource source(Configuration(kAll, {{"tries", "1"}, {"pause", "1"}}));
    std::atomic<bool> done{false};
    std::thread writer([&] {
        for (int i = 0; i < 500; ++i) {
            const auto text = std::to_string(i % 100);
            (void)source.reload(kAll, Configuration(kAll, {{"tries", text}, {"pause", text}}));
        }
        done = true;
    });
    do {
        const auto seen = source.current();
        EXPECT_EQ(seen->get(kTries), seen->get(kPause));
    } while (!done);
    writer.join();
}

}  // namespace
}  // namespace groupware
