#include "groupware/calendar/service/status_notes.h"

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/formats/ical/calendar.h"

#include <map>
#include <vector>

namespace groupware::calendar {
namespace {

/// The sender himself changes his object, as far as he is a user.
UserId editorOf(const CalendarObject& object) {
    return object.owner.kind == CalendarUser::Kind::User ? UserId{object.owner.id} : object.createdBy;
}

}  // namespace

void StatusNotes::write(ContextId context, std::span<const OutboxItem> items) const {
    std::map<EventId, std::vector<const OutboxItem*>> byObject;
    std::vector<std::int64_t> ids;
    for (const auto& item : items) {
        if (byObject[item.object].empty()) ids.push_back(item.object.value);
        byObject[item.object].push_back(&item);
    }
    parts_.database.write(context, [&](dbpool::WriteTransaction& tx) {
        for (const auto& object : ObjectReader(tx).findAll(ids)) {
            auto calendar = formats::ical::parseCalendar(
                object.text, {.octets = object.text.size() + 1, .lines = object.text.size() + 1});
            for (const auto* item : byObject[object.id]) {
                scheduling::setScheduleStatus(calendar, "mailto:" + item->recipient.address, item->status,
                                              scheduling::AddressBook{});
            }
            if (calendar.text() == object.text) continue;
            ObjectWriting writing(tx, {.times = {.find = parts_.find},
                                       .limits = parts_.limits(),
                                       .now = parts_.clock.now(),
                                       .editor = editorOf(object)});
            writing.store(object, calendar, ScheduleTag::Stays);
            writing.finish();
        }
    });
}

}  // namespace groupware::calendar
