#pragma once

#include "groupware/api/action.h"
#include "groupware/api/listing.h"
#include "groupware/formats/tzif/time_zone.h"

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace groupware::api {

/// In which time zone a call wants its "Time" values. Safe to call from any thread.
class Zones {
public:
    /// A time zone by its name, or null. Shared with whoever remembers it.
    using Find = std::function<std::shared_ptr<const formats::tzif::TimeZone>(std::string_view name)>;

    explicit Zones(Find find) : find_(std::move(find)) {}

    [[nodiscard]] bool knows(std::string_view name) const { return find_(name) != nullptr; }

    /// Of the zone that the parameter `timezone` names, else of the caller's own. A caller whose zone is unknown gets
    /// UTC, and the log a warning, one for each such zone.
    /// @throws CodedError SVL-0010 if the parameter names no zone
    [[nodiscard]] LocalTime localTime(const Caller& caller, const Call& call) const;

private:
    void warnOnce(const Caller& caller) const;

    Find find_;
    mutable std::mutex mutex_;
    mutable std::set<std::string> warned_;  // guarded by mutex_
};

}  // namespace groupware::api
