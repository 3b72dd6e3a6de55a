#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/hand_over.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/meeting_files.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/organizers.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/folders/store/default_folders.h"

#include <utility>

namespace groupware::calendar {
namespace {

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

FolderId defaultFolderOf(dbpool::ReadSession& session, UserId user) {
    const auto folders =
        folders::defaultFolders(session, {user.value}, folders::StandardFolder::Calendar, folders::kCalendarModule);
    const auto folder = folders.find(user);
    if (folder == folders.end()) refuse("The new organizer has no calendar.");
    return folder->second;
}

/// Every copy of the meeting under its new organizer.
void storeAll(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, UserId organizer) {
    const auto to = requireSuccessor(tx, organizer);
    const auto owner = CalendarUser::of(organizer);
    ObjectWriting out(tx, {.times = writing.edit.times,
                           .limits = writing.limits,
                           .now = writing.edit.now,
                           .editor = writing.caller.user});
    Recipients recipients(tx);
    recipients.load(found.calendar);
    recipients.loadAddresses({scheduling::mailAddress(to.uri)});
    const scheduling::Conditions conditions{.people = recipients.book(),
                                            .times = writing.edit.times,
                                            .now = std::chrono::floor<std::chrono::seconds>(writing.edit.now)};
    const auto organizerNow = scheduling::organizerOf(found.calendar);
    bool present = false;
    const ObjectWriting::Stored* made = nullptr;
    for (const auto& copy : ObjectReader(tx).copies(found.object.uid)) {
        const bool own = copy.owner == owner;
        present = present || own;
        auto calendar = parseStored(copy.text);
        // Clients choose UIDs: another event of the same one is none of this meeting's copies.
        if (!recipients.book().same(scheduling::organizerOf(calendar), organizerNow)) {
            if (own)
                throw Error(ErrorCode::Conflict, "uid " + copy.uid + " is taken",
                            "The new organizer has another event of that UID.");
            continue;
        }
        if (own && copy.id != found.object.id)
            calendar = scheduling::successorsCopy(found.calendar, &calendar, to, conditions);
        scheduling::handOver(calendar, to, conditions);
        out.store(copy, calendar, ScheduleTag::Changes);
    }
    if (!present && found.object.owner.kind == CalendarUser::Kind::User) {
        auto calendar = scheduling::successorsCopy(found.calendar, nullptr, to, conditions);
        scheduling::handOver(calendar, to, conditions);
        made = &out.store({.owner = owner,
                           .folder = defaultFolderOf(tx, organizer),
                           .attachments = found.object.attachments,
                           .newestAttachment = found.object.newestAttachment,
                           .createdBy = organizer},
                          calendar, ScheduleTag::Changes);
    }
    out.finish();
    if (made != nullptr) shareFiles(tx, found.object, made->object.id);
}

}  // namespace

WriteResult CalendarService::changeOrganizer(const Caller& caller, const EventRef& event, UserId organizer,
                                             const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findObject(tx, parts_.access, caller, event);
        requireWritable(caller, found);
        requireUnchanged(found.object, options.lastSeen);
        requireNoGuest(caller);
        if (found.object.role != Role::Organizer)
            throw Error(ErrorCode::Forbidden, "no organizer of " + std::to_string(found.object.id.value),
                        "Only the organizer can hand over a meeting.");
        if (!found.recurrenceId.empty()) refuse("A series has one organizer.");
        if (invitesOutside(tx, found.calendar))
            refuse("The organizer of a meeting with people outside cannot be changed.");
        storeAll(tx, writing, found, organizer);
        effects.push_back({.object = found.object.id,
                           .folder = found.object.folder,
                           .left = found.object.folder,
                           .uid = found.object.uid,
                           .updated = {""}});
    });
    return resultOf(writing, effects, committed);
}

}  // namespace groupware::calendar
