#include "groupware/main/objects/time_zones.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/formats/ical/zone_match.h"
#include "groupware/formats/tzif/parse.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace groupware::main {
namespace {

using formats::tzif::TimeZone;

constexpr std::string_view kUtc = "UTC";

/// Relative, and without dots: no file outside of the directory has such a name.
bool isName(std::string_view name) {
    const bool allowed = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_+/-").find(c) != std::string_view::npos;
    });
    return allowed && !name.empty() && name.size() <= TimeZones::kMaxName && name.front() != '/' &&
           name.back() != '/' && name.find("//") == std::string_view::npos;
}

/// The octets of a regular file, at most one more than a time zone may have.
std::optional<std::string> read(const std::filesystem::path& path) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string octets(formats::tzif::kMaxOctets + 1, '\0');
    file.read(octets.data(), static_cast<std::streamsize>(octets.size()));
    octets.resize(static_cast<std::size_t>(file.gcount()));
    return octets;
}

/// Copies of the database with other ways to count seconds, and what is no zone of its own.
bool isCopy(std::string_view name) {
    return name.starts_with("posix/") || name.starts_with("right/") || name == "posixrules" || name == "localtime" ||
           name == "Factory";
}

}  // namespace

TimeZones::TimeZones(std::filesystem::path directory) : directory_(std::move(directory)), read_(version()) {
    std::error_code none;
    if (!std::filesystem::is_directory(directory_, none)) {
        log::warning("time_zones.missing", {{"directory", directory_.string()}});
    }
}

std::shared_ptr<const TimeZone> TimeZones::find(std::string_view name) {
    if (!isName(name)) return nullptr;
    {
        const std::lock_guard lock(mutex_);
        const auto found = known_.find(name);
        if (found != known_.end()) return found->second;
    }
    auto zone = load(name);
    if (!zone) return nullptr;
    const std::lock_guard lock(mutex_);
    if (known_.size() >= kMaxRemembered) known_.clear();
    known_.emplace(name, zone);
    return zone;
}

std::shared_ptr<const TimeZone> TimeZones::load(std::string_view name) const {
    if (name == kUtc) return std::make_shared<const TimeZone>();
    const auto octets = read(directory_ / name);
    if (!octets || !formats::tzif::isTzif(*octets)) return nullptr;
    try {
        return std::make_shared<const TimeZone>(formats::tzif::parse(*octets));
    } catch (const Error& error) {
        log::warning("time_zone.broken", {{"zone", name}, {"what", error.what()}});
        return nullptr;
    }
}

formats::ical::FindZone TimeZones::finder() {
    return {[this](std::string_view name) { return find(name); },
            [this](const formats::lines::Component& definition, std::chrono::year used) {
                return match(definition, used);
            }};
}

std::vector<std::string> TimeZones::names() {
    {
        const std::lock_guard lock(mutex_);
        if (!names_.empty()) return names_;
    }
    std::vector<std::string> names;
    std::error_code none;
    for (std::filesystem::recursive_directory_iterator each(directory_, none), end; each != end; each.increment(none)) {
        if (none) break;
        const auto name = each->path().lexically_relative(directory_).string();
        if (isName(name) && !isCopy(name) && each->is_regular_file(none)) names.push_back(name);
    }
    names = formats::ical::byPreference(std::move(names));
    const std::lock_guard lock(mutex_);
    names_ = names;
    return names;
}

formats::ical::MatchedZone TimeZones::match(const formats::lines::Component& definition, std::chrono::year used) {
    const auto key = std::to_string(static_cast<int>(used)) + definition.text();
    {
        const std::lock_guard lock(mutex_);
        const auto found = matches_.find(key);
        if (found != matches_.end()) return found->second;
    }
    auto zone = formats::ical::matchZone(
        definition, used, [this](std::string_view name) { return find(name); }, names());
    if (key.size() > kMaxDefinition) return zone;
    const std::lock_guard lock(mutex_);
    if (matches_.size() >= kMaxMatches) matches_.clear();
    matches_.emplace(key, zone);
    return zone;
}

std::string TimeZones::version() const {
    std::ifstream file(directory_ / "tzdata.zi");
    constexpr std::string_view kPrefix = "# version ";
    constexpr std::size_t kLongest = 32;
    std::string line;
    if (std::getline(file, line) && line.starts_with(kPrefix)) {
        auto text = line.substr(kPrefix.size(), kLongest);
        if (!text.empty()) return text;
    }
    // "0" is less than any version with a year.
    std::int64_t newest = 0;
    std::error_code none;
    for (std::filesystem::recursive_directory_iterator each(directory_, none), end; !none && each != end;
         each.increment(none)) {
        struct stat status {};
        if (::stat(each->path().c_str(), &status) == 0) newest = std::max<std::int64_t>(newest, status.st_mtime);
    }
    constexpr std::size_t kDigits = 12;
    const auto digits = std::to_string(newest);
    return "0." + std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

std::string TimeZones::file(std::string_view name) const {
    if (!isName(name)) return {};
    auto octets = read(directory_ / name);
    const bool isZone = octets && octets->size() <= formats::tzif::kMaxOctets && formats::tzif::isTzif(*octets);
    return isZone ? std::move(*octets) : std::string();
}

void TimeZones::refresh() {
    auto now = version();
    const std::lock_guard lock(mutex_);
    if (read_ == now) return;
    if (!read_.empty()) log::information("time_zones.updated", {{"before", read_}, {"now", now}});
    read_ = std::move(now);
    known_.clear();
    names_.clear();
    matches_.clear();
}

}  // namespace groupware::main
