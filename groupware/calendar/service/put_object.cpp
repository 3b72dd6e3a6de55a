#include "groupware/base/error.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/keep_answers.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/object_reader.h"

#include <optional>
#include <utility>

namespace groupware::calendar {
namespace {

/// RFC 4791 sections 4.1 and 5.3.2.1: one UID, no METHOD, nothing but events.
struct Parsed {
    ical::Component calendar;
    std::string uid{};
};

Parsed parse(const Writing& writing, const std::string& text) {
    const auto most = writing.limits.objectBytes;
    if (text.size() > most)
        throw Error(ErrorCode::TooLarge, "calendar object of " + std::to_string(text.size()) + " octets",
                    "The event is longer than " + std::to_string(most) + " octets.");
    Parsed parsed{.calendar = parseStored(text)};
    if (parsed.calendar.find("METHOD") != nullptr)
        throw Error(ErrorCode::BadRequest, "calendar object with METHOD",
                    "What is stored in a calendar is no message: it has no METHOD.");
    parsed.uid = indexObject(parsed.calendar, {}, writing.edit.times, indexBounds(writing.limits)).uid;
    return parsed;
}

void requireTag(bool same, const char* what) {
    if (same) return;
    throw Error(ErrorCode::PreconditionFailed, std::string("the object has another ") + what,
                "The event was changed meanwhile.");
}

void requirePreconditions(const CalendarService::PutObject& wanted, const std::optional<CalendarObject>& stored) {
    if (wanted.ifAbsent && stored)
        throw Error(ErrorCode::PreconditionFailed, "the object exists", "There is an event of that name already.");
    if (wanted.ifSeq) requireTag(stored && stored->seq == *wanted.ifSeq, "version");
    if (wanted.ifScheduleTag) requireTag(stored && stored->scheduleTag == *wanted.ifScheduleTag, "Schedule-Tag");
}

/// A new object.
Edit creation(dbpool::WriteTransaction& tx, const Writing& writing, const CalendarService::PutObject& wanted,
              const Parsed& parsed) {
    const auto place = writing.parts.access.require(tx, writing.caller, wanted.folder,
                                                    folders::Permission::CreateObjects, folders::kCalendarModule);
    requirePreconditions(wanted, std::nullopt);
    return newEdit(writing, place.folder, parsed.calendar, parsed.uid, wanted.name);
}

/// What is there under a name, as far as the caller may know of it.
/// @param remove  he wants to take it away, for which he need not read it
AccessibleObject accessible(dbpool::WriteTransaction& tx, const Writing& writing, CalendarObject stored, bool remove) {
    AccessibleObject found{.calendar = parseStored(stored.text)};
    found.object = std::move(stored);
    found.place = writing.parts.access.require(tx, writing.caller, found.object.folder, folders::Permission::SeeFolder,
                                               folders::kCalendarModule);
    const bool own = found.object.createdBy == writing.caller.user;
    const auto& rights = found.place.rights;
    if (!rights.mayRead(own) && !(remove && rights.mayRemove(own))) throwNoEvent(found.object.id);
    return found;
}

/// Another text for an object.
Edit replacement(dbpool::WriteTransaction& tx, const Writing& writing, const CalendarService::PutObject& wanted,
                 CalendarObject stored, const Parsed& parsed) {
    const auto found = accessible(tx, writing, std::move(stored), false);
    requireWritable(writing.caller, found);
    requirePreconditions(wanted, found.object);
    if (found.object.uid != parsed.uid)
        throw Error(ErrorCode::Conflict, "another UID for object " + std::to_string(found.object.id.value),
                    "The UID of an event cannot be changed.");
    Edit edit = editOf(found);
    edit.after = parsed.calendar;
    return edit;
}

bool isMeeting(const ical::Component& calendar) {
    for (const auto& component : calendar.components()) {
        if (component.is("VEVENT") && component.find("ATTENDEE") != nullptr) return true;
    }
    return false;
}

}  // namespace

CalendarService::Put CalendarService::put(const Caller& caller, const PutObject& object,
                                          const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    const Parsed parsed = parse(writing, object.text);
    Put result;
    std::size_t mails = 0;
    result.committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        // Rights before preconditions: these would say what is there to who may not see it.
        auto stored = ObjectReader(tx).findByName(object.folder, object.name);
        const bool created = !stored;
        Edit edit = stored ? replacement(tx, writing, object, std::move(*stored), parsed)
                           : creation(tx, writing, object, parsed);
        const bool meeting = isMeeting(parsed.calendar);
        if (edit.object.role != Role::None || meeting) requireNoGuest(caller);
        if (meeting) keepAnswers(tx, writing, edit);
        auto written = store(tx, writing, edit);
        const bool changed = written.object.text != object.text;
        mails = written.mails;
        result = {.object = std::move(written.object), .created = created, .changed = changed};
    });
    if (mails > 0) parts_.scheduling.committed(caller.context);
    return result;
}

CommitToken CalendarService::removeObject(const Caller& caller, FolderId folder, std::string_view name,
                                          std::optional<Seq> ifSeq, const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    std::size_t mails = 0;
    auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        auto stored = ObjectReader(tx).findByName(folder, name);
        if (!stored) throwNoEvent({});
        const auto found = accessible(tx, writing, std::move(*stored), true);
        requireRemovable(caller, found);
        if (ifSeq) requireTag(found.object.seq == *ifSeq, "version");
        if (found.object.role != Role::None) requireNoGuest(caller);
        Edit edit = editOf(found);
        edit.after.reset();
        mails = store(tx, writing, edit).mails;
    });
    if (mails > 0) parts_.scheduling.committed(caller.context);
    return committed;
}

}  // namespace groupware::calendar
