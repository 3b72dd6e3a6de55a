#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/finding.h"
#include "groupware/calendar/limits.h"
#include "groupware/formats/ical/zones.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// Finds what does not fit together in the calendars of a context, and mends it: texts, index, roles, owners and
/// folders, copies of organizers and attendees. Goes through all objects page by page, so that whoever calls shows
/// progress, may stop at any time, and no transaction is long. Safe to call from any thread.
///
/// What the organizer's copy says is right, and of every object its text. Nothing is thrown away that somebody might
/// miss: an unreadable text without another source is rebuilt from its index and kept beside (X-YOKE-UNREADABLE), a
/// copy without the organizer's is cancelled, not removed. Objects of users who are gone are removed.
class CalendarCheck {
public:
    static constexpr std::size_t kPage = 100;               ///< objects; fewer if they and all copies of them are long:
    static constexpr std::int64_t kPageOctets = 4LL << 20;  ///< one meeting with its copies may be more

    /// Everything referred to outlives this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const Clock& clock;
        formats::ical::FindZone find;
        std::function<Limits()> limits;  ///< asked at each use: they may change meanwhile
    };
    explicit CalendarCheck(Parts parts) : parts_(std::move(parts)) {}

    struct Page {
        std::vector<CalendarFinding> findings{};
        std::size_t checked = 0;  ///< objects
        std::int64_t total = 0;   ///< objects of the context
        EventId next{};           ///< what to go on behind
        bool end = false;
    };
    /// Changes nothing.
    [[nodiscard]] Page inspect(ContextId context, EventId after) const;
    /// The same, and mends what it finds, in one transaction; in several if that is a lot. What cannot be stored (it
    /// would be too long, or there is no room) stays as it is, and its finding says so.
    [[nodiscard]] Page repair(ContextId context, EventId after) const;

private:
    Parts parts_;
};

}  // namespace groupware::calendar
