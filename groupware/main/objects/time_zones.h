#pragma once

#include "groupware/formats/ical/zones.h"
#include "groupware/formats/lines/component.h"
#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

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

    /// The same for object types, with zones by the rules of a VTIMEZONE besides; see formats::ical::matchZone().
    /// Refers to this object.
    [[nodiscard]] formats::ical::FindZone finder();

    /// Of the database, for example "2025b"; later ones are greater. Where the directory does not say it (the first
    /// line of `tzdata.zi`), one made of the time of its newest file.
    [[nodiscard]] std::string version() const;
    /// The octets of a zone's file, at most tzif::kMaxOctets; empty for a name that is no zone's.
    [[nodiscard]] std::string file(std::string_view name) const;
    /// Forgets what it has read if the directory has another version by now. For a housekeeping thread.
    void refresh();

    /// Zones remembered; with more, all are forgotten and read again. The database has about 600.
    static constexpr std::size_t kMaxRemembered = 1000;
    static constexpr std::size_t kMaxName = 64;
    /// VTIMEZONEs whose zones are remembered, likewise; longer ones are not. Clients have one for each zone.
    static constexpr std::size_t kMaxMatches = 500;
    static constexpr std::size_t kMaxDefinition = std::size_t{16} * 1024;

private:
    [[nodiscard]] std::shared_ptr<const formats::tzif::TimeZone> load(std::string_view name) const;
    [[nodiscard]] formats::ical::MatchedZone match(const formats::lines::Component& definition, std::chrono::year used);
    /// Of all files of the directory, in the order of formats::ical::byPreference().
    [[nodiscard]] std::vector<std::string> names();

    const std::filesystem::path directory_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const formats::tzif::TimeZone>, std::less<>> known_;  // guarded by mutex_
    std::vector<std::string> names_;                                                            // guarded by mutex_
    std::map<std::string, formats::ical::MatchedZone> matches_;                                 // guarded by mutex_
    std::string read_;                                                                          // guarded by mutex_
};

}  // namespace groupware::main
