#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/limits.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/time_context.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// An event by what clients know of it.
struct EventRef {
    FolderId folder{};
    EventId id{};                ///< of a series, an event, or an instance that was changed
    std::string recurrenceId{};  ///< with the id of a series: one of its instances
};

/// [from, to).
struct TimeRange {
    Instant from;
    Instant to;
};

/// What to find out of events besides the columns of the index.
struct Details {
    bool fields = false;    ///< Event::fields; reads and parses the texts, of at most `calendar.answerBytes` octets
    bool expanded = false;  ///< instances instead of series; needs a range
    bool personal = false;  ///< Event::hints also of what is the caller's own in calendars of others
};

struct Events {
    std::vector<Event> events{};
    Seq timestamp;  ///< of the snapshot
};

/// What happened to a folder after a timestamp.
struct EventChanges {
    std::vector<Event> changed{};  ///< created or changed, oldest change first
    std::vector<EventId> removed{};
    Seq timestamp;
};

struct EventQuery {
    std::string pattern{};             ///< see likePattern(); empty finds all
    std::optional<FolderId> folder{};  ///< nothing = every folder the caller may read
    std::optional<TimeRange> range{};
};

class EventExport;

/// Reads of the calendar. Each, but an export, is a single snapshot; how many statements it takes does not depend on
/// the number of events, nor on the age of a series. Safe to call from any thread.
///
/// All throw Error: NotFound for what is not there or hidden from the caller, Forbidden, BadRequest, TooLarge,
/// PreconditionFailed, Unavailable. Floating times and whole days are in the caller's time zone.
class CalendarQueries {
public:
    /// Everything referred to outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    CalendarQueries(dbpool::ContextDatabase& database, const folders::FolderAccess& access,
                    formats::ical::FindZone find, std::function<Limits()> limits)
        : database_(database), access_(access), find_(std::move(find)), limits_(std::move(limits)) {}

    [[nodiscard]] Limits limits() const { return limits_(); }

    /// With all details.
    [[nodiscard]] Event get(const Caller& caller, const EventRef& event) const;
    /// Those of the named events that exist and may be read, in the order asked for.
    [[nodiscard]] Events list(const Caller& caller, std::span<const EventRef> events, Details details) const;
    /// What happens in the range (RFC 4791 section 9.9) in one folder, by start.
    [[nodiscard]] Events inRange(const Caller& caller, FolderId folder, TimeRange range, Details details) const;
    /// The same of every calendar of the caller's, also those others share with him: each event once.
    [[nodiscard]] Events inRange(const Caller& caller, TimeRange range, Details details) const;
    /// Every event of the folder: series, single ones and changed instances.
    [[nodiscard]] Events all(const Caller& caller, FolderId folder, Details details) const;
    /// Exact: every change after `since` and nothing twice, whatever was written meanwhile.
    /// @param range  if given, what does not happen in it (any more) counts as removed
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] EventChanges updates(const Caller& caller, FolderId folder, Seq since,
                                       const std::optional<TimeRange>& range, Details details) const;
    /// Newest change first, at most `calendar.searchLength`.
    /// @throws Error TooLarge if the folders have more events than `calendar.searchedEvents`
    [[nodiscard]] Events search(const Caller& caller, const EventQuery& query, Details details) const;
    /// What the caller is invited to and has not answered, in the range; and what resources are asked for of which he
    /// is a delegate (principals/booking_policy.h): those objects are in folder 0.
    [[nodiscard]] Events needsAction(const Caller& caller, TimeRange range, Details details) const;
    /// Changed instances of a series.
    [[nodiscard]] Events exceptionsOf(const Caller& caller, EventRef series, Details details) const;
    /// The caller's own event of that UID.
    [[nodiscard]] Event byUid(const Caller& caller, std::string_view uid) const;

    /// A calendar object with its text; what the caller may not see of a private one is left out of it.
    [[nodiscard]] CalendarObject object(const Caller& caller, FolderId folder, std::string_view name) const;
    /// Calendar objects of a folder, or of the named events, in one calendar, which is read piece by piece; see
    /// event_export.h.
    [[nodiscard]] EventExport exportFolder(const Caller& caller, FolderId folder) const;
    [[nodiscard]] EventExport exportEvents(const Caller& caller, std::span<const EventRef> events) const;

    /// @throws Error TooLarge for an answer of more events than `calendar.listLength`
    void requireListLength(std::size_t length) const;

private:
    dbpool::ContextDatabase& database_;
    const folders::FolderAccess& access_;
    formats::ical::FindZone find_;
    std::function<Limits()> limits_;
};

}  // namespace groupware::calendar
