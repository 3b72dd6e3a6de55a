#include "groupware/main/objects/time_zones.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/formats/tzif/parse.h"

#include <algorithm>
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

}  // namespace

TimeZones::TimeZones(std::filesystem::path directory) : directory_(std::move(directory)) {
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

}  // namespace groupware::main
