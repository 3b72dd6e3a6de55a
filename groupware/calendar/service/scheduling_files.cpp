#include "groupware/attachments/service/shared_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/formats/ical/people.h"

#include <cstdint>
#include <vector>

namespace groupware::calendar {

namespace ical = formats::ical;

void SchedulingRun::shareFiles() {
    if (!files_ || files_->attachments == 0) return;
    std::vector<std::int64_t> copies;
    for (const auto& [owner, copy] : copies_) {
        if (copy.stored != nullptr && copy.stored->isNew && copy.stored->object.attachments > 0)
            copies.push_back(copy.stored->object.id.value);
    }
    if (!copies.empty()) (void)attachments::share(tx_, {attachments::Module::Appointment, files_->id.value}, copies);
}

std::set<std::string> SchedulingRun::outsiders(const Component& object) const {
    std::set<std::string> persons;
    for (const auto* event : ical::all(object, "VEVENT")) {
        for (const auto& person : ical::attendees(*event)) {
            if (!recipients_.of(person.uri)) persons.insert(recipients_.book().personOf(person.uri));
        }
    }
    return persons;
}

void SchedulingRun::nameFiles(Messages& messages) const {
    for (auto& message : messages) {
        const bool told = message.method == scheduling::Method::Request && !message.invitation;
        if (told && !recipients_.of(message.recipient))
            message.changes.push_back({.property = "ATTACH", .instance = {}, .before = {}, .after = {}});
    }
}

std::size_t SchedulingRun::filesChanged(const CalendarObject& object) {
    Component calendar("VCALENDAR");
    try {
        calendar = parseStored(object.text);
    } catch (const Error&) {
        return 0;  // what nobody can read invites nobody
    }
    recipients_.load(calendar);
    const auto persons = outsiders(calendar);
    if (persons.empty()) return 0;
    const auto with = conditions(recipients_.of(scheduling::organizerOf(calendar)));
    auto messages = scheduling::messagesAbout(&calendar, &calendar, persons, with);
    nameFiles(messages);
    return parts_.outbox.add(tx_, object.id, messages, editor_.locale);
}

}  // namespace groupware::calendar
