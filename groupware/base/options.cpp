#include "groupware/base/options.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace groupware {
namespace {

std::string_view trim(std::string_view text) {
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

/// A whole number in front, the rest in `suffix`.
std::optional<std::int64_t> splitNumber(std::string_view text, std::string_view& suffix) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    suffix = text.substr(static_cast<std::size_t>(end - text.data()));
    return number;
}

template <std::size_t N>
std::optional<std::int64_t> scaled(std::string_view text,
                                   const std::array<std::pair<std::string_view, std::int64_t>, N>& factors) {
    std::string_view suffix;
    const auto number = splitNumber(text, suffix);
    if (!number) return std::nullopt;
    for (const auto& [name, factor] : factors) {
        std::int64_t product = 0;
        if (suffix == name && !__builtin_mul_overflow(*number, factor, &product)) return product;
    }
    return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, std::int64_t>, 1> kPlain{{{"", 1}}};
constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> kSizes{
    {{"", 1}, {"K", 1LL << 10}, {"M", 1LL << 20}, {"G", 1LL << 30}}};
constexpr std::array<std::pair<std::string_view, std::int64_t>, 7> kDurations{
    {{"", 1}, {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}, {"w", 604'800'000}}};

std::optional<bool> flagOf(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower == "true" || lower == "yes" || lower == "on" || lower == "1") return true;
    if (lower == "false" || lower == "no" || lower == "off" || lower == "0") return false;
    return std::nullopt;
}

/// The option's value, or what is wrong with it.
struct Checked {
    std::optional<std::int64_t> number;
    std::string problem;
};

Checked inRange(std::optional<std::int64_t> number, std::int64_t min, std::int64_t max, const char* expected) {
    if (!number) return {std::nullopt, expected};
    if (*number < min || *number > max) {
        return {std::nullopt, "must be between " + std::to_string(min) + " and " + std::to_string(max)};
    }
    return {number, {}};
}

Checked check(const IntegerOption& option, std::string_view text) {
    return inRange(scaled(text, kPlain), option.min, option.max, "must be a whole number");
}
Checked check(const SizeOption& option, std::string_view text) {
    return inRange(scaled(text, kSizes), option.min, option.max, "must be a number of bytes such as 64K or 10M");
}
Checked check(const DurationOption& option, std::string_view text) {
    return inRange(scaled(text, kDurations), option.min.count(), option.max.count(),
                   "must be a duration such as 500ms, 10s or 1h");
}
Checked check(const FlagOption& /*option*/, std::string_view text) {
    const auto flag = flagOf(text);
    return flag ? Checked{*flag ? 1 : 0, {}} : Checked{std::nullopt, "must be true or false"};
}
Checked check(const TextOption& /*option*/, std::string_view /*text*/) {
    return {0, {}};
}

std::string_view keyOf(const AnyOption& option) {
    return std::visit([](const auto* declared) { return declared->key; }, option);
}

std::string environmentName(std::string_view key) {
    std::string name = "YOKE_";
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        name += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
    }
    return name;
}

std::vector<std::filesystem::path> propertyFiles(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> files;
    if (!std::filesystem::is_directory(directory)) return files;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == ".properties") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Configuration::Configuration(std::span<const AnyOption> options, const std::map<std::string, std::string>& values) {
    for (const auto& [key, value] : values) set(options, key, value, "override");
}

void Configuration::set(std::span<const AnyOption> options, const std::string& key, const std::string& value,
                        const std::string& origin) {
    const auto declared = findOption(options, key);
    if (!declared) {
        throw Error(ErrorCode::BadRequest, origin + ": unknown option '" + key + "'");
    }
    const Checked checked = std::visit([&](const auto* option) { return check(*option, value); }, *declared);
    if (!checked.number) throw Error(ErrorCode::BadRequest, origin + ": " + key + " " + checked.problem);
    values_[key] = value;
}

Configuration Configuration::load(std::span<const AnyOption> options, const std::filesystem::path& directory,
                                  const Environment& environment) {
    Configuration loaded;
    auto files = propertyFiles(directory);
    const auto perNode = propertyFiles(directory / "node.d");
    files.insert(files.end(), perNode.begin(), perNode.end());
    for (const auto& file : files) {
        std::ifstream in(file);
        if (!in) throw Error(ErrorCode::BadRequest, "cannot read " + file.string());
        std::string line;
        for (int number = 1; std::getline(in, line); ++number) {
            const auto text = trim(line);
            if (text.empty() || text.front() == '#' || text.front() == '!') continue;
            const std::string origin = file.string() + ":" + std::to_string(number);
            const auto equals = text.find('=');
            if (equals == std::string_view::npos) {
                throw Error(ErrorCode::BadRequest, origin + ": expected 'key=value'");
            }
            loaded.set(options, std::string(trim(text.substr(0, equals))), std::string(trim(text.substr(equals + 1))),
                       origin);
        }
    }
    for (const auto& option : options) {
        const std::string key(keyOf(option));
        const std::string name = environmentName(key);
        if (const auto found = environment.find(name); found != environment.end()) {
            loaded.set(options, key, found->second, "environment " + name);
        }
    }
    return loaded;
}

const std::string* Configuration::find(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
}

std::vector<std::string> Configuration::differences(const Configuration& other) const {
    std::vector<std::string> keys;
    for (const auto& [key, value] : values_) {
        const auto* there = other.find(key);
        if (there == nullptr || *there != value) keys.push_back(key);
    }
    for (const auto& [key, value] : other.values_) {
        if (find(key) == nullptr) keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

Configuration Configuration::with(std::span<const std::string> keys, const Configuration& other) const {
    Configuration changed(*this);
    for (const auto& key : keys) {
        if (const auto* value = other.find(key)) {
            changed.values_[key] = *value;
        } else {
            changed.values_.erase(key);
        }
    }
    return changed;
}

std::optional<AnyOption> findOption(std::span<const AnyOption> options, std::string_view key) {
    const auto found = std::find_if(options.begin(), options.end(), [&](const auto& o) { return keyOf(o) == key; });
    return found == options.end() ? std::nullopt : std::optional(*found);
}

bool isReloadable(const AnyOption& option) {
    return std::visit([](const auto* declared) { return declared->reloadable; }, option);
}

std::int64_t Configuration::get(const IntegerOption& option) const {
    const auto* text = find(option.key);
    return text == nullptr ? option.fallback : check(option, *text).number.value();
}

std::int64_t Configuration::get(const SizeOption& option) const {
    const auto* text = find(option.key);
    return text == nullptr ? option.fallback : check(option, *text).number.value();
}

std::chrono::milliseconds Configuration::get(const DurationOption& option) const {
    const auto* text = find(option.key);
    return text == nullptr ? option.fallback : std::chrono::milliseconds(check(option, *text).number.value());
}

bool Configuration::get(const FlagOption& option) const {
    const auto* text = find(option.key);
    return text == nullptr ? option.fallback : check(option, *text).number.value() != 0;
}

std::string Configuration::get(const TextOption& option) const {
    const auto* text = find(option.key);
    return text == nullptr ? std::string(option.fallback) : *text;
}

}  // namespace groupware
