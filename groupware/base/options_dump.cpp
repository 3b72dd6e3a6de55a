#include "groupware/base/error.h"
#include "groupware/base/options.h"

#include <fstream>
#include <sstream>
#include <utility>

namespace groupware {
namespace {

constexpr std::size_t kLineLength = 100;

/// One option as its file shows it: help in comment lines, then the key with its fallback, commented out.
struct Entry {
    std::string file;
    std::string help;
    std::string range;
    std::string line;
};

template <std::size_t N>
std::string withSuffix(std::int64_t number, const std::pair<std::int64_t, const char*> (&factors)[N]) {
    for (const auto& [factor, suffix] : factors) {
        if (number != 0 && number % factor == 0) return std::to_string(number / factor) + suffix;
    }
    return std::to_string(number);
}

std::string sizeText(std::int64_t bytes) {
    return withSuffix(bytes, {{1LL << 30, "G"}, {1LL << 20, "M"}, {1LL << 10, "K"}});
}

std::string durationText(std::chrono::milliseconds value) {
    if (value.count() == 0) return "0s";
    return withSuffix(value.count(),
                      {{604'800'000, "w"}, {86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1000, "s"}, {1, "ms"}});
}

std::string keyLine(std::string_view key, const std::string& value) {
    return "#" + std::string(key) + "=" + value;
}

std::string between(const std::string& min, const std::string& max) {
    return "From " + min + " to " + max;
}

Entry describe(const IntegerOption& option) {
    std::string range = between(std::to_string(option.min), std::to_string(option.max));
    if (!option.unit.empty()) range += " " + std::string(option.unit);
    return {std::string(option.file), std::string(option.help), range + ".",
            keyLine(option.key, std::to_string(option.fallback))};
}
Entry describe(const SizeOption& option) {
    return {std::string(option.file), std::string(option.help),
            between(sizeText(option.min), sizeText(option.max)) + " bytes.",
            keyLine(option.key, sizeText(option.fallback))};
}
Entry describe(const DurationOption& option) {
    return {std::string(option.file), std::string(option.help),
            between(durationText(option.min), durationText(option.max)) + ".",
            keyLine(option.key, durationText(option.fallback))};
}
Entry describe(const FlagOption& option) {
    return {std::string(option.file), std::string(option.help), "true or false.",
            keyLine(option.key, option.fallback ? "true" : "false")};
}
Entry describe(const TextOption& option) {
    return {std::string(option.file), std::string(option.help), option.secret ? "Secret: never printed." : "",
            keyLine(option.key, option.secret ? std::string() : std::string(option.fallback))};
}

/// Comment lines of at most kLineLength characters.
void appendComment(std::string& text, const std::string& words) {
    std::istringstream in(words);
    std::string line = "#";
    for (std::string word; in >> word;) {
        if (line.size() + 1 + word.size() > kLineLength) {
            text += line + "\n";
            line = "#";
        }
        line += " " + word;
    }
    if (line.size() > 1) text += line + "\n";
}

}  // namespace

void dumpConfiguration(std::span<const AnyOption> options, const std::filesystem::path& directory) {
    std::map<std::string, std::string> files;
    for (const auto& option : options) {
        const Entry entry = std::visit([](const auto* declared) { return describe(*declared); }, option);
        std::string& text = files[entry.file];
        if (!text.empty()) text += "\n";
        appendComment(text, entry.help);
        appendComment(text, isReloadable(option) ? entry.range + " Counts from a reload (SIGHUP) on." : entry.range);
        text += entry.line + "\n";
    }
    std::filesystem::create_directories(directory);
    for (const auto& [name, text] : files) {
        const auto path = directory / name;
        std::ofstream out(path, std::ios::trunc);
        out << text;
        if (!out.flush()) throw Error(ErrorCode::Unavailable, "cannot write " + path.string());
    }
}

}  // namespace groupware
