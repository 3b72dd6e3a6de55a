#include "groupware/calendar/store/event_row.h"

namespace groupware::calendar {

CalendarObject objectOf(const dbpool::Rows& rows) {
    CalendarObject object{.id = {rows.integer(1)},
                          .owner = {static_cast<CalendarUser::Kind>(rows.integer(2)), rows.integer(3)},
                          .folder = {rows.integer(4)},
                          .name = rows.text(5),
                          .uid = rows.text(6),
                          .role = static_cast<Role>(rows.integer(7)),
                          .scheduleTag = {rows.integer(8)},
                          .attachments = rows.integer(9),
                          .createdBy = {rows.integer(11)},
                          .createdAt = instantOf(rows.integer(12)),
                          .changedBy = {rows.integer(13)},
                          .createdSeq = {rows.integer(14)},
                          .seq = {rows.integer(15)}};
    if (const auto newest = rows.maybeInteger(10)) object.newestAttachment = instantOf(*newest);
    return object;
}

std::vector<dbpool::Value> valuesOf(const CalendarObject& object) {
    dbpool::Value newest(nullptr);
    if (object.newestAttachment) newest = milliseconds(*object.newestAttachment);
    return {object.id.value,
            static_cast<std::int64_t>(object.owner.kind),
            object.owner.id,
            object.folder.value,
            object.name,
            object.uid,
            static_cast<std::int64_t>(object.role),
            object.scheduleTag.value,
            object.attachments,
            newest,
            object.createdBy.value,
            milliseconds(object.createdAt),
            object.changedBy.value,
            object.createdSeq.value,
            object.seq.value,
            object.text};
}

IndexedEvent indexedEventOf(const dbpool::Rows& rows, int first) {
    int column = first;
    const auto integer = [&] { return rows.integer(column++); };
    const auto text = [&] { return rows.text(column++); };
    IndexedEvent event;
    event.recurrenceId = text();
    event.start = instantOf(integer());
    event.end = instantOf(integer());
    event.rangeFrom = instantOf(integer());
    event.rangeTo = instantOf(integer());
    event.lasting = integer() != 0;
    event.floating = integer() != 0;
    event.wholeDays = integer() != 0;
    event.zone = text();
    event.recurrence = rows.maybeText(column++);
    event.busy = static_cast<Busy>(integer());
    event.classification = static_cast<Class>(integer());
    event.status = static_cast<Status>(integer());
    event.partStat = static_cast<PartStat>(integer());
    event.organizer = text();
    event.attendees = static_cast<int>(integer());
    event.sequence = static_cast<int>(integer());
    event.summary = text();
    event.location = text();
    event.categories = text();
    event.color = text();
    event.hints = Hints(integer());
    event.firstInstance = text();
    event.lastInstance = text();
    return event;
}

std::vector<dbpool::Value> valuesOf(const CalendarObject& object, EventId id, const IndexedEvent& event) {
    return {id.value,
            object.id.value,
            event.recurrenceId,
            static_cast<std::int64_t>(object.owner.kind),
            object.owner.id,
            object.folder.value,
            milliseconds(event.start),
            milliseconds(event.end),
            milliseconds(event.rangeFrom),
            milliseconds(event.rangeTo),
            event.lasting,
            event.floating,
            event.wholeDays,
            event.zone,
            event.recurrence,
            static_cast<std::int64_t>(event.busy),
            static_cast<std::int64_t>(event.classification),
            static_cast<std::int64_t>(event.status),
            static_cast<std::int64_t>(event.partStat),
            event.organizer,
            std::int64_t{event.attendees},
            std::int64_t{event.sequence},
            event.summary,
            event.location,
            event.categories,
            event.color,
            event.hints.bits(),
            event.firstInstance,
            event.lastInstance,
            event.words};
}

}  // namespace groupware::calendar
