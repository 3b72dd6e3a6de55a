#include "groupware/base/error.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_details.h"
#include "groupware/calendar/queries/readable_events.h"
#include "groupware/calendar/rules.h"

#include <cstddef>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

/// What is found of one event that the caller may know.
void addFound(const StoredEvent& row, const EventView& view, const EventQuery& query, bool expanded,
              std::vector<Event>& into) {
    if (query.range) {
        view.addInRange(row, Sight::All, *query.range, expanded, into);
    } else {
        into.push_back(view.whole(row, Sight::All));
    }
}

void requireSearchable(EventReader& reader, const EventSearch& where, std::size_t most) {
    auto folders = where.folders;
    folders.insert(folders.end(), where.ownFolders.begin(), where.ownFolders.end());
    if (!reader.haveMoreThan(most, folders)) return;
    throw Error(ErrorCode::TooLarge, "search through more than " + std::to_string(most) + " events",
                "There are more than " + std::to_string(most) + " events to search. Search a single folder.");
}

}  // namespace

Events CalendarQueries::search(const Caller& caller, const EventQuery& query, Details details) const {
    requireText("The pattern", query.pattern, limits().patternCharacters);
    const EventView view(caller, find_, limits());
    EventSearch search{.viewer = caller.user, .text = query.pattern};
    if (query.range) search.range = EventView::widened(*query.range);
    if (details.expanded && !query.range)
        throw Error(ErrorCode::BadRequest, "instances without a range", "Instances need a range of time.");
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        auto where = search;
        const auto places = query.folder ? std::vector{requireReadableFolder(session, access_, caller, *query.folder)}
                                         : access_.readable(session, caller, folders::kCalendarModule);
        for (const auto& place : places) {
            sights.add(place);
            (place.rights.mayRead(false) ? where.folders : where.ownFolders).push_back(place.folder.id.value);
        }
        EventReader reader(session);
        requireSearchable(reader, where, limits().searchedEvents);
        Events result{.timestamp = session.seq()};
        for (const auto& row : reader.search(where, limits().searchLength)) {
            // What is private is not found.
            if (sights.of(row) == Sight::All) addFound(row, view, query, details.expanded, result.events);
        }
        addDetails(session, caller, view, limits().answerBytes, details, result.events);
        return result;
    });
}

}  // namespace groupware::calendar
