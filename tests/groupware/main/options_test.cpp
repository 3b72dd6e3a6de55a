#include "groupware/main/all_options.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace groupware::main {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> propertyFiles(const fs::path& directory) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(directory)) {
        if (entry.path().extension() != ".properties") continue;
        std::ifstream in(entry.path());
        files[entry.path().filename()] = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }
    return files;
}

TEST(AllOptions, TheFilesInEtcAreWhatTheProgramsDump) {
    const fs::path dumped = fs::temp_directory_path() / ("yoke-dump-" + std::to_string(::getpid()));
    dumpConfiguration(allOptions(), dumped);
    const auto expected = propertyFiles(dumped);
    fs::remove_all(dumped);
    const auto actual = propertyFiles(fs::path(YOKE_SOURCE_DIR) / "etc");
    EXPECT_FALSE(expected.empty());
    for (const auto& [name, text] : expected) {
        const auto found = actual.find(name);
        ASSERT_NE(found, actual.end()) << "etc/" << name << " is missing; run yoke-groupware --dump-config etc";
        EXPECT_EQ(found->second, text) << "etc/" << name << " is old; run yoke-groupware --dump-config etc";
    }
    EXPECT_EQ(actual.size(), expected.size()) << "etc/ has files that no option is in";
}

TEST(AllOptions, NoKeyIsDeclaredTwice) {
    std::set<std::string_view> keys;
    for (const auto& option : allOptions()) {
        const auto key = std::visit([](const auto* declared) { return declared->key; }, option);
        EXPECT_TRUE(keys.insert(key).second) << key;
    }
}

TEST(AllOptions, EveryFallbackIsInItsRange) {
    const auto options = allOptions();
    const Configuration fallbacks(options);
    const auto inRange = [](const auto& value, const auto& option) {
        return value >= decltype(value)(option.min) && value <= decltype(value)(option.max);
    };
    for (const auto& option : options) {
        if (const auto* const* integer = std::get_if<const IntegerOption*>(&option)) {
            EXPECT_TRUE(inRange((*integer)->fallback, **integer)) << (*integer)->key;
        } else if (const auto* const* size = std::get_if<const SizeOption*>(&option)) {
            EXPECT_TRUE(inRange((*size)->fallback, **size)) << (*size)->key;
        } else if (const auto* const* duration = std::get_if<const DurationOption*>(&option)) {
            EXPECT_TRUE(inRange((*duration)->fallback, **duration)) << (*duration)->key;
        }
    }
}

}  // namespace
}  // namespace groupware::main
