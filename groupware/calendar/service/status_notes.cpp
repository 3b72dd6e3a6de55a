#include "groupware/calendar/service/status_notes.h"

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/formats/ical/calendar.h"

#include <map>
#include <vector>

namespace groupware::calendar {
namespace {

/// The sender himself changes his object, as far as he is a user.
Caller ownerOf(ContextId context, const CalendarObject& object) {
    Caller caller;
    caller.context = context;
    caller.user = object.owner.kind == CalendarUser::Kind::User ? UserId{object.owner.id} : object.createdBy;
    return caller;
}

}  // namespace

void StatusNotes::write(ContextId context, std::span<const OutboxItem> items) const {
    std::map<EventId, std::vector<const OutboxItem*>> byObject;
    std::vector<std::int64_t> ids;
    for (const auto& item : items) {
        if (byObject[item.object].empty()) ids.push_back(item.object.value);
        byObject[item.object].push_back(&item);
    }
    database_.write(context, [&](dbpool::WriteTransaction& tx) {
        for (const auto& object : ObjectReader(tx).findAll(ids)) {
            auto calendar = formats::ical::parseCalendar(
                object.text, {.octets = object.text.size() + 1, .lines = object.text.size() + 1});
            for (const auto* item : byObject[object.id]) {
                scheduling::setScheduleStatus(calendar, "mailto:" + item->recipient.address, item->status,
                                              scheduling::AddressBook{});
            }
            if (calendar.text() == object.text) continue;
            (void)scheduling_.store(tx, ownerOf(context, object),
                                    {.before = object, .object = object, .calendar = calendar, .schedule = false});
        }
    });
}

}  // namespace groupware::calendar
