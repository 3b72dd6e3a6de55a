#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/hand_over.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/folders/store/default_folders.h"
#include "groupware/principals/store/addressees.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

/// Everybody who takes part, by address.
std::set<std::string> addressesIn(const ical::Component& calendar) {
    std::set<std::string> addresses;
    for (const auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        for (const auto& person : ical::attendees(component)) addresses.insert(scheduling::mailAddress(person.uri));
    }
    return addresses;
}

/// Only who has a calendar here learns of another organizer: iTIP has no word for it (RFC 5546 section 2.1.2).
void requireAllLocal(dbpool::ReadSession& session, const ical::Component& calendar) {
    const auto wanted = addressesIn(calendar);
    if (principals::addressees(session, wanted).size() < wanted.size())
        refuse("The organizer of a meeting with people outside cannot be changed.");
}

principals::Addressee requireUser(dbpool::ReadSession& session, UserId user) {
    const auto found = principals::userAddressees(session, {user.value});
    const auto addressee = found.find(user);
    if (addressee == found.end() || addressee->second.email.empty()) refuse("There is no such user.");
    return addressee->second;
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
    const auto addressee = requireUser(tx, organizer);
    const scheduling::Successor to{.uri = "mailto:" + addressee.email, .name = addressee.displayName};
    const auto owner = CalendarUser::of(organizer);
    ObjectWriting out(tx, {.times = writing.edit.times,
                           .limits = writing.limits,
                           .now = writing.edit.now,
                           .editor = writing.caller.user});
    Recipients recipients(tx);
    recipients.load(found.calendar);
    recipients.loadAddresses({addressee.email});
    const scheduling::Conditions conditions{.people = recipients.book(),
                                            .times = writing.edit.times,
                                            .now = std::chrono::floor<std::chrono::seconds>(writing.edit.now)};
    const auto organizerNow = scheduling::organizerOf(found.calendar);
    bool present = false;
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
        out.store({.owner = owner, .folder = defaultFolderOf(tx, organizer), .createdBy = organizer}, calendar,
                  ScheduleTag::Changes);
    }
    out.finish();
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
        requireAllLocal(tx, found.calendar);
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
