#include "groupware/calendar/service/status_notes.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/formats/ical/calendar.h"

#include <cstdint>
#include <map>
#include <vector>

namespace groupware::calendar {
namespace {

using Notes = std::map<EventId, std::vector<const OutboxItem*>>;

formats::ical::Component noted(const CalendarObject& object, const std::vector<const OutboxItem*>& items) {
    auto calendar = parseStored(object.text);
    for (const auto* item : items) {
        scheduling::setScheduleStatus(calendar, "mailto:" + item->recipient.address, item->status,
                                      scheduling::AddressBook{});
    }
    return calendar;
}

/// What cannot be noted (the object has become too long, limits were lowered) must not keep others from hearing.
void store(ObjectWriting& writing, ContextId context, const CalendarObject& object,
           const std::vector<const OutboxItem*>& items) {
    try {
        const auto calendar = noted(object, items);
        if (calendar.text() != object.text) writing.store(object, calendar, ScheduleTag::Stays);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::TooLarge && error.code() != ErrorCode::BadRequest) throw;
        log::warning("calendar.status.refused",
                     {{"context", context.value}, {"object", object.id.value}, {"what", error.what()}});
    }
}

}  // namespace

void StatusNotes::write(ContextId context, std::span<const OutboxItem> items) const {
    Notes byObject;
    for (const auto& item : items) byObject[item.object].push_back(&item);
    std::vector<std::int64_t> ids;
    for (const auto& [object, notes] : byObject) ids.push_back(object.value);
    parts_.database.write(context, [&](dbpool::WriteTransaction& tx) {
        const auto objects = ObjectReader(tx).findAll(ids);
        std::vector<CalendarUser> owners;
        for (const auto& object : objects) owners.push_back(object.owner);
        // Nobody writes: what is a day long begins where the owner is.
        ObjectWriting writing(tx,
                              {.times = {.find = parts_.find}, .limits = parts_.limits(), .now = parts_.clock.now()});
        writing.addresses().load(owners);
        for (const auto& object : objects) store(writing, context, object, byObject.at(object.id));
        writing.finish();
    });
}

}  // namespace groupware::calendar
