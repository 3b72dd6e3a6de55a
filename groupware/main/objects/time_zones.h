#pragma once

#include "groupware/formats/tzif/time_zone.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace groupware::main {

/// The time zones of the system's database by their names, read when first asked for and remembered. Safe to call from
/// any thread.
class TimeZones {
public:
    /// @param directory  with the compiled files; without it the log gets a warning, and only UTC is known
    explicit TimeZones(std::filesystem::path directory);

    /// For example of "Europe/Berlin". Null for a name that is no zone's; a file that is broken is logged and
    /// counts as none. "UTC" is always known. Shared by this object, as long as it remembers, and requests.
    [[nodiscard]] std::shared_ptr<const formats::tzif::TimeZone> find(std::string_view name);

    /// Zones remembered; with more, all are forgotten and read again. The database has about 600.
    static constexpr std::size_t kMaxRemembered = 1000;
    static constexpr std::size_t kMaxName = 64;

private:
    [[nodiscard]] std::shared_ptr<const formats::tzif::TimeZone> load(std::string_view name) const;

    const std::filesystem::path directory_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const formats::tzif::TimeZone>, std::less<>> known_;  // guarded by mutex_
};

}  // namespace groupware::main
