#include "groupware/base/error.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_export.h"
#include "groupware/calendar/queries/readable_events.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/calendar/visible_text.h"

#include <utility>

namespace groupware::calendar {

CalendarObject CalendarQueries::object(const Caller& caller, FolderId folder, std::string_view name) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        auto found = ObjectReader(session).findByName(folder, name);
        if (!found || !place.rights.mayRead(found->createdBy == caller.user))
            throw Error(ErrorCode::NotFound, "no object of that name in folder " + std::to_string(folder.value),
                        "This event does not exist.");
        const bool own = found->owner.is(caller.user) || found->createdBy == caller.user;
        if (own) return std::move(*found);
        auto calendar = parseStored(found->text);
        if (hidePrivate(calendar)) found->text = calendar.text();
        return std::move(*found);
    });
}

EventExport CalendarQueries::exportFolder(const Caller& caller, FolderId folder) const {
    return {{.database = database_, .access = access_, .find = find_, .limits = limits()}, caller, folder};
}

EventExport CalendarQueries::exportEvents(const Caller& caller, std::span<const EventRef> wanted) const {
    return {{.database = database_, .access = access_, .find = find_, .limits = limits()}, caller, wanted};
}

}  // namespace groupware::calendar
