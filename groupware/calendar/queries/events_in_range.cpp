#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_details.h"
#include "groupware/calendar/queries/managed_resources.h"
#include "groupware/calendar/queries/readable_events.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace groupware::calendar {
namespace {

/// A row, and what the caller may know of it.
struct Seen {
    const StoredEvent* row;  // never null
    Sight sight;
};

/// A meeting may be in several calendars that the caller sees: his own copy comes first, then what he may read, then
/// the organizer's.
auto precedence(const Caller& caller, const Seen& seen) {
    const auto& object = seen.row->object;
    return std::tuple(!object.owner.is(caller.user), seen.sight != Sight::All, object.role != Role::Organizer,
                      object.id);
}

std::vector<Seen> seenOf(EventSights& sights, const std::vector<StoredEvent>& rows) {
    std::vector<Seen> seen;
    seen.reserve(rows.size());
    for (const auto& row : rows) {
        if (const auto sight = sights.of(row); sight != Sight::Nothing) seen.push_back({.row = &row, .sight = sight});
    }
    return seen;
}

/// The object that stands for its UID.
std::map<std::string, EventId> chosenOf(const Caller& caller, const std::vector<Seen>& seen) {
    std::map<std::string, const Seen*> best;
    for (const auto& each : seen) {
        auto& known = best[each.row->object.uid];
        if (known == nullptr || precedence(caller, each) < precedence(caller, *known)) known = &each;
    }
    std::map<std::string, EventId> chosen;
    for (const auto& [uid, each] : best) chosen.emplace(uid, each->row->object.id);
    return chosen;
}

/// What a resource is asked for, as who answers for it sees it.
Sight sightOfRequest(const Caller& caller, const StoredEvent& row) {
    const bool open = row.event.classification == Class::Public || row.object.createdBy == caller.user;
    return open ? Sight::All : Sight::Times;
}

}  // namespace

Events CalendarQueries::inRange(const Caller& caller, FolderId folder, TimeRange range, Details details) const {
    const auto most = limits().listLength;  // options are not looked up for each event
    const EventView view(caller, find_, limits());
    const auto wide = EventView::widened(range);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        Events result{.timestamp = session.seq()};
        const auto rows = EventReader(session).inRange({&folder.value, 1}, wide);
        result.events.reserve(std::min(rows.size(), most + 1));
        for (const auto& row : rows) {
            const auto sight = sightOf(caller, row.object, row.event.classification, place.rights);
            if (sight == Sight::Nothing) continue;
            view.addInRange(row, sight, range, details.expanded, result.events);
            if (result.events.size() > most) requireListLength(result.events.size());
        }
        sortByStart(result.events);
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

Events CalendarQueries::inRange(const Caller& caller, TimeRange range, Details details) const {
    const auto most = limits().listLength;  // options are not looked up for each event
    const EventView view(caller, find_, limits());
    const auto wide = EventView::widened(range);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        std::vector<std::int64_t> folders;
        for (const auto& place : access_.readable(session, caller, folders::kCalendarModule)) {
            sights.add(place);
            folders.push_back(place.folder.id.value);
        }
        const auto rows = EventReader(session).inRange(folders, wide);
        const auto seen = seenOf(sights, rows);
        const auto chosen = chosenOf(caller, seen);
        Events result{.timestamp = session.seq()};
        for (const auto& [row, sight] : seen) {
            if (chosen.at(row->object.uid) != row->object.id) continue;
            view.addInRange(*row, sight, range, details.expanded, result.events);
            if (result.events.size() > most) requireListLength(result.events.size());
        }
        sortByStart(result.events);
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

Events CalendarQueries::needsAction(const Caller& caller, TimeRange range, Details details) const {
    const auto most = limits().listLength;  // options are not looked up for each event
    const EventView view(caller, find_, limits());
    const auto wide = EventView::widened(range);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        const auto rows = EventReader(session).needingAction(caller.user, wide, limits().listLength + 1);
        Events result{.timestamp = session.seq()};
        for (const auto& row : rows) {
            const auto sight = sights.of(row);
            if (sight == Sight::Nothing) continue;
            view.addInRange(row, sight, range, details.expanded, result.events);
            if (result.events.size() > most) requireListLength(result.events.size());
        }
        for (const auto& row : EventReader(session).askedOf(managedResources(session, caller), wide)) {
            view.addInRange(row, sightOfRequest(caller, row), range, details.expanded, result.events);
            if (result.events.size() > most) requireListLength(result.events.size());
        }
        sortByStart(result.events);
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

}  // namespace groupware::calendar
