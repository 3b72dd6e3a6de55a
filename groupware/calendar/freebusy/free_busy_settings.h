#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/free_busy_limits.h"
#include "groupware/calendar/free_busy_visibility.h"

#include <functional>
#include <string>
#include <utility>

namespace groupware::calendar {

/// What users say about their own time besides events: when they are available at all (RFC 7953), and who may see when
/// they are busy. Each is the caller's own. Safe to call from any thread.
class FreeBusySettings {
public:
    /// The database outlives this object.
    FreeBusySettings(dbpool::ContextDatabase& database, std::function<FreeBusyLimits()> limits)
        : database_(database), limits_(std::move(limits)) {}

    /// A calendar object with VAVAILABILITY components, octet for octet; empty: always available.
    [[nodiscard]] std::string availability(const Caller& caller) const;
    /// @param text  empty removes it
    /// @throws Error BadRequest for what is no VAVAILABILITY, TooLarge beyond `calendar.availabilityBytes`
    CommitToken setAvailability(const Caller& caller, const std::string& text) const;

    [[nodiscard]] FreeBusyVisibility visibility(const Caller& caller) const;
    CommitToken setVisibility(const Caller& caller, FreeBusyVisibility visibility) const;

private:
    dbpool::ContextDatabase& database_;
    std::function<FreeBusyLimits()> limits_;
};

}  // namespace groupware::calendar
