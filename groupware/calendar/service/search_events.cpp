#include "groupware/base/error.h"
#include "groupware/base/like_pattern.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/calendar_queries.h"
#include "groupware/calendar/service/event_details.h"
#include "groupware/calendar/service/readable_events.h"

namespace groupware::calendar {

Events CalendarQueries::search(const Caller& caller, const EventQuery& query, Details details) const {
    requireText("The pattern", query.pattern, limits().patternCharacters);
    const EventView view(caller, find_, limits());
    EventSearch search{.viewer = caller.user, .pattern = likePattern(query.pattern)};
    if (query.range) search.range = EventView::widened(*query.range);
    if (details.expanded && !query.range)
        throw Error(ErrorCode::BadRequest, "instances without a range", "Instances need a range of time.");
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        std::vector<folders::AccessibleFolder> places;
        if (query.folder) {
            places.push_back(requireReadableFolder(session, access_, caller, *query.folder));
        } else {
            places = access_.readable(session, caller, folders::kCalendarModule);
        }
        auto where = search;
        for (const auto& place : places) {
            sights.add(place);
            (place.rights.mayRead(false) ? where.folders : where.ownFolders).push_back(place.folder.id.value);
        }
        Events result{.timestamp = session.seq()};
        for (const auto& row : EventReader(session).search(where, limits().searchLength)) {
            const auto sight = sights.of(row);
            if (sight != Sight::All) continue;  // what is private is not found
            if (query.range) {
                view.addInRange(row, sight, *query.range, details.expanded, result.events);
            } else {
                result.events.push_back(view.whole(row, sight));
            }
        }
        if (details.fields) addFields(session, caller, view, result.events);
        return result;
    });
}

}  // namespace groupware::calendar
