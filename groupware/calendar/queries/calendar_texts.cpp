#include "groupware/base/error.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/readable_events.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/visible_text.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

/// Objects that an export has in memory at once, with their texts.
constexpr std::size_t kPage = 500;

formats::ical::Component parsed(const std::string& text) {
    return formats::ical::parseCalendar(text, {.octets = text.size() + 1, .lines = text.size() + 1});
}

/// What is in the calendar's text for somebody who may read it.
formats::ical::Component visible(const Caller& caller, const CalendarObject& object) {
    auto calendar = parsed(object.text);
    const bool own = object.owner.is(caller.user) || object.createdBy == caller.user;
    if (!own) (void)hidePrivate(calendar);
    return calendar;
}

}  // namespace

CalendarObject CalendarQueries::object(const Caller& caller, FolderId folder, std::string_view name) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        auto found = ObjectReader(session).findByName(folder, name);
        if (!found || !place.rights.mayRead(found->createdBy == caller.user))
            throw Error(ErrorCode::NotFound, "no object of that name in folder " + std::to_string(folder.value),
                        "This event does not exist.");
        const bool own = found->owner.is(caller.user) || found->createdBy == caller.user;
        if (own) return std::move(*found);
        auto calendar = parsed(found->text);
        if (hidePrivate(calendar)) found->text = calendar.text();
        return std::move(*found);
    });
}

std::string CalendarQueries::exportFolder(const Caller& caller, FolderId folder) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        ObjectReader reader(session);
        requireListLength(static_cast<std::size_t>(reader.count({&folder, 1})[folder]));
        EventFileWriter file(find_);
        EventId last{};
        for (std::size_t found = kPage; found == kPage;) {
            const auto objects = reader.page(folder, last, kPage);
            for (const auto& object : objects) {
                if (place.rights.mayRead(object.createdBy == caller.user)) file.add(visible(caller, object));
            }
            found = objects.size();
            if (found > 0) last = objects.back().id;
        }
        return file.text();
    });
}

std::string CalendarQueries::exportEvents(const Caller& caller, std::span<const EventRef> wanted) const {
    requireListLength(wanted.size());
    const EventView view(caller, find_, limits());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        EventSights sights(session, access_, caller);
        std::set<std::int64_t> ids;
        for (const auto& event : readableEvents(session, sights, view, wanted)) ids.insert(event.object.value);
        const std::vector<std::int64_t> list(ids.begin(), ids.end());
        std::map<std::int64_t, CalendarObject> objects;  // in their order
        for (auto& object : ObjectReader(session).findAll(list)) objects.emplace(object.id.value, std::move(object));
        EventFileWriter file(find_);
        for (const auto& [id, object] : objects) file.add(visible(caller, object));
        return file.text();
    });
}

}  // namespace groupware::calendar
