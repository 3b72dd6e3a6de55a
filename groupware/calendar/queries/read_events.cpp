#include "groupware/base/error.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_details.h"
#include "groupware/calendar/queries/readable_events.h"

#include <string>

namespace groupware::calendar {

void CalendarQueries::requireListLength(std::size_t length) const {
    const std::size_t limit = limits().listLength;
    if (length <= limit) return;
    const auto most = std::to_string(limit);
    throw Error(ErrorCode::TooLarge, "list of more than " + most, "More than " + most + " events cannot be listed.");
}

Event CalendarQueries::get(const Caller& caller, const EventRef& ref) const {
    const EventView view(caller, find_, limits());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        auto events = readableEvents(session, sights, view, {&ref, 1});
        if (events.empty()) throwUnreadable(ref.id);
        addFields(session, caller, view, limits().answerBytes, events);
        return std::move(events.front());
    });
}

Events CalendarQueries::list(const Caller& caller, std::span<const EventRef> wanted, Details details) const {
    requireListLength(wanted.size());
    const EventView view(caller, find_, limits());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        Events result{.events = readableEvents(session, sights, view, wanted), .timestamp = session.seq()};
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

Events CalendarQueries::all(const Caller& caller, FolderId folder, Details details) const {
    const EventView view(caller, find_, limits());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        const auto rows = EventReader(session).list(folder, limits().listLength + 1);
        requireListLength(rows.size());
        Events result{.timestamp = session.seq()};
        for (const auto& row : rows) {
            const auto sight = sightOf(caller, row.object, row.event.classification, place.rights);
            if (sight != Sight::Nothing) result.events.push_back(view.whole(row, sight));
        }
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

Events CalendarQueries::exceptionsOf(const Caller& caller, EventRef series, Details details) const {
    const EventView view(caller, find_, limits());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        const auto rows = EventReader(session).ofObjects({&series.id.value, 1});
        Events result{.timestamp = session.seq()};
        bool seen = false;
        for (const auto& row : rows) {
            const bool here = series.folder == FolderId{} || row.object.folder == series.folder;
            const auto sight = here ? sights.of(row) : Sight::Nothing;
            seen = seen || sight != Sight::Nothing;
            if (sight != Sight::Nothing && !row.event.recurrenceId.empty())
                result.events.push_back(view.whole(row, sight));
        }
        if (!seen) throwUnreadable(series.id);
        sortByStart(result.events);
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

Event CalendarQueries::byUid(const Caller& caller, std::string_view uid) const {
    const EventView view(caller, find_, limits());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        // The series, or the first instance of an object that has nothing else.
        const StoredEvent* found = nullptr;
        const auto rows = EventReader(session).ofUid(CalendarUser::of(caller.user), uid);
        for (const auto& row : rows) {
            if (found == nullptr || row.event.recurrenceId < found->event.recurrenceId) found = &row;
        }
        const auto sight = found == nullptr ? Sight::Nothing : sights.of(*found);
        if (sight == Sight::Nothing)
            throw Error(ErrorCode::NotFound, "no event of that uid", "This event does not exist.");
        std::vector<Event> events{view.whole(*found, sight)};
        addFields(session, caller, view, limits().answerBytes, events);
        return std::move(events.front());
    });
}

}  // namespace groupware::calendar
