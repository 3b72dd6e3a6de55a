#pragma once

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/free_busy.h"
#include "groupware/calendar/free_busy_limits.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/time_context.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// Who is busy when?
struct FreeBusyQuery {
    std::vector<CalendarUser> users{};  ///< users and resources; each once
    std::vector<GroupId> groups{};      ///< their members, besides
    Instant from{};
    Instant to{};    ///< exclusive
    EventId mask{};  ///< an event (of any calendar): no copy of it makes anybody busy; 0: none
    /// What the answer needs: all else is neither in it nor counted, and an answer that is too long is cut, resources
    /// coming before users, and not refused. None: everything.
    std::function<bool(const CalendarUser&, const BusyPeriod&)> relevant{};
};

/// Something that makes somebody busy.
struct BusyEvent {
    BusyPeriod period{};
    /// What the caller may know of it: anonymous, unless he may read it where it is. Of availability: no id at all.
    Event event{};
    // Whatever the caller may know: which events are one meeting. Not for clients.
    std::string uid{};
    std::string recurrenceId{};
};

/// When one user or resource is busy.
struct FreeBusy {
    enum class Known : std::uint8_t {
        Yes,
        NotFound,  ///< there is no such user or resource
        Hidden     ///< he does not want to be seen
    };
    CalendarUser user{};
    Known known = Known::Yes;
    std::vector<BusyEvent> events{};    ///< by start; may overlap, and reach out of the range
    std::vector<BusyPeriod> periods{};  ///< merged(), inside the range
};

/// Who is busy when, from the index and users' availability (RFC 7953). Everybody of a context may ask about everybody
/// in it, unless a user restricts it (see free_busy_settings.h); guests may not. Safe to call from any thread.
class FreeBusyService {
public:
    /// Everything referred to outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    FreeBusyService(dbpool::ContextDatabase& database, const folders::FolderAccess& access,
                    formats::ical::FindZone find, std::function<FreeBusyLimits()> limits)
        : database_(database), access_(access), find_(std::move(find)), limits_(std::move(limits)) {}

    [[nodiscard]] FreeBusyLimits limits() const { return limits_(); }

    /// A single snapshot; how many statements it takes does not depend on how many are asked about. Floating times and
    /// whole days are in the zone of each user; of resources, in the caller's. A series of more instances in the range
    /// than `calendar.occurrences` is one busy time.
    /// @return first `query.users`, then members of groups that are not among them, by id
    /// @throws Error BadRequest for a range that is none or longer than `calendar.freeBusyRange`; TooLarge for more
    ///         than `calendar.freeBusyUsers`, or an answer longer than `calendar.freeBusyPeriods`; Forbidden for guests
    [[nodiscard]] std::vector<FreeBusy> of(const Caller& caller, const FreeBusyQuery& query) const;
    /// The same inside the caller's own transaction or snapshot.
    [[nodiscard]] std::vector<FreeBusy> of(dbpool::ReadSession& session, const Caller& caller,
                                           const FreeBusyQuery& query) const;

private:
    dbpool::ContextDatabase& database_;
    const folders::FolderAccess& access_;
    formats::ical::FindZone find_;
    std::function<FreeBusyLimits()> limits_;
};

}  // namespace groupware::calendar
