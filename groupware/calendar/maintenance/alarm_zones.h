#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/limits.h"
#include "groupware/formats/ical/zones.h"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace groupware::calendar {

/// Whole days and floating times begin where their user is: when he moves to another time zone, his alarms of them ring
/// at other instants. Looks for users who did and reckons those alarms anew, in batches of at most kBatch objects; no
/// object changes. Several nodes may do it at once. Safe to call from any thread.
class AlarmZones {
public:
    static constexpr std::size_t kBatch = 200;
    /// Users in one round; the others come with the next.
    static constexpr std::size_t kUsers = 1'000;

    /// References outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const Clock& clock;
        formats::ical::FindZone find;
        std::function<Limits()> limits;
    };
    explicit AlarmZones(Parts parts) : parts_(std::move(parts)) {}

    /// One context: one statement if nobody moved.
    /// @return users whose alarms were reckoned anew
    std::size_t run(ContextId context) const;

private:
    void follow(ContextId context, UserId user, const std::string& zone) const;

    Parts parts_;
};

}  // namespace groupware::calendar
