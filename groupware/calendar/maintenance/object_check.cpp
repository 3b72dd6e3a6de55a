#include "groupware/calendar/maintenance/object_check.h"

#include "groupware/attachments/service/archived_attachments.h"
#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/check_store.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/store/default_folders.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/mime/transfer_encoding.h"
#include "groupware/principals/store/missing_principals.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
using Kind = CalendarUser::Kind;
using Strength = PlannedRepair::Strength;

std::string number(std::int64_t value) {
    return std::to_string(value);
}

std::vector<IndexedEvent> sorted(std::vector<IndexedEvent> events) {
    std::sort(events.begin(), events.end(),
              [](const auto& a, const auto& b) { return a.recurrenceId < b.recurrenceId; });
    return events;
}

std::chrono::sys_seconds seconds(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant);
}

/// A time of the index as a text has it: in UTC, or local if it is floating.
/// Rows are read without the words that searches look through, and those of older versions lack what housekeeping adds.
bool agree(const std::vector<IndexedEvent>& stored, std::vector<IndexedEvent> said) {
    return std::equal(stored.begin(), stored.end(), said.begin(), said.end(),
                      [](const IndexedEvent& row, IndexedEvent& event) {
                          event.words.clear();
                          if (!row.hints.has(Hint::Derived)) {
                              event.hints = row.hints;
                              event.firstInstance = row.firstInstance;
                              event.lastInstance = row.lastInstance;
                          }
                          return row == event;
                      });
}

ical::TimeValue timeOf(Instant instant, const IndexedEvent& event) {
    auto time = ical::utc(seconds(instant));
    if (event.floating) time.form = ical::TimeValue::Form::Floating;
    if (event.wholeDays) time.form = ical::TimeValue::Form::Date;
    return time;
}

/// When it happens, as the index knows it.
void putTimes(ical::Component& component, const IndexedEvent& event) {
    if (!event.recurrence) {
        ical::setTime(component, "DTSTART", timeOf(event.start, event));
        ical::setTime(component, "DTEND", timeOf(event.end, event));
        return;
    }
    const auto series = parseStored(*event.recurrence);
    for (const auto& property : series.components().back().properties()) {
        if (!property.is("UID") && !property.is("DTSTAMP")) component.add(property);
    }
}

std::string inOneLine(std::string text) {
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    return text;
}

/// As many as have short texts together, copies included; one at least.
std::span<const CheckReader::Weight> withoutMuchText(std::span<const CheckReader::Weight> objects) {
    std::set<std::string_view> uids;
    std::int64_t octets = 0;
    std::size_t count = 0;
    for (const auto& object : objects) {
        if (uids.insert(object.uid).second) octets += object.octets;
        if (count > 0 && octets > CalendarCheck::kPageOctets) break;
        ++count;
    }
    return objects.first(count);
}

}  // namespace

ObjectCheck::ObjectCheck(dbpool::ReadSession& session, const CalendarCheck::Parts& parts)
    : session_(session), parts_(parts), limits_(parts.limits()), recipients_(session), addresses_(session) {}

void ObjectCheck::run(EventId after) {
    load(after);
    for (const auto id : ids_) checkOne(parsed_.at(id));
}

void ObjectCheck::load(EventId after) {
    CheckReader reader(session_);
    page_.total = reader.count();
    std::vector<std::int64_t> ids;
    const auto found = reader.page(after, CalendarCheck::kPage);
    for (const auto& object : withoutMuchText(found)) {
        ids.push_back(object.id.value);
        ids_.push_back(object.id);
    }
    page_.checked = ids.size();
    page_.end = ids.size() == found.size() && found.size() < CalendarCheck::kPage;
    page_.next = ids_.empty() ? after : ids_.back();
    if (ids.empty()) return;

    auto copies = reader.copiesOf(ids);
    std::vector<CalendarUser> owners;
    std::set<std::int64_t> users;
    std::set<std::int64_t> resources;
    for (const auto& object : copies) {
        owners.push_back(object.owner);
        if (object.owner.kind == Kind::User) users.insert(object.owner.id);
        if (object.owner.kind == Kind::Resource) resources.insert(object.owner.id);
    }
    addresses_.load(owners);
    std::set<std::string> people;
    for (const auto& object : copies) {
        if (parsed_.contains(object.id)) continue;
        auto parsed = parse(object);
        if (parsed.calendar) people.merge(addressesIn(*parsed.calendar));
        byUid_[object.uid].push_back(object.id);
        parsed_.emplace(object.id, std::move(parsed));
    }
    recipients_.loadAddresses(people);
    for (const auto& address : people) {
        if (const auto user = recipients_.of("mailto:" + address); user && user->kind == Kind::User)
            users.insert(user->id);
    }
    for (auto& row : EventReader(session_).ofObjects(ids)) rows_[row.object.id].push_back(std::move(row));
    loadWhatHangsOn(ids);
    misplaced_ = reader.misplaced(ids);
    goneUsers_ = principals::missingUsers(session_, users);
    goneResources_ = principals::missingResources(session_, resources);
    defaults_ = folders::defaultFolders(session_, users, folders::StandardFolder::Calendar, folders::kCalendarModule);
}

void ObjectCheck::loadWhatHangsOn(const std::vector<std::int64_t>& ids) {
    AlarmReader alarms(session_);
    for (auto& trigger : alarms.ofObjects(ids)) alarms_[trigger.object].push_back(std::move(trigger));
    personal_ = alarms.before(ids).personal;
    const auto files = attachments::attachmentsOf(session_, attachments::Module::Appointment, ids);
    for (const auto id : ids) {
        const auto found = files.find(id);
        files_[{id}] = found == files.end() ? attachments::Summary{} : attachments::summaryOf(found->second);
    }
}

ObjectCheck::Parsed ObjectCheck::parse(const CalendarObject& object) {
    Parsed parsed{.object = object};
    try {
        auto calendar = parseStored(object.text);
        parsed.index = indexObject(calendar, addresses_.of(object.owner), {.find = parts_.find}, indexBounds(limits_));
        parsed.calendar = std::move(calendar);
    } catch (const Error& error) {
        parsed.why = error.what();
    }
    return parsed;
}

void ObjectCheck::checkOne(const Parsed& parsed) {
    if (!checkPlace(parsed)) return;
    if (!parsed.calendar) return checkUnreadable(parsed);
    if (!checkUid(parsed)) return;
    checkRows(parsed);
    if (parsed.object.owner.kind == Kind::Folder) return;  // of their meetings nobody has a copy
    if (parsed.index.role == Role::Organizer) checkCopies(parsed);
    if (parsed.index.role == Role::Attendee) checkAlone(parsed);
}

/// @return false if the object is to go
bool ObjectCheck::checkPlace(const Parsed& parsed) {
    const auto& object = parsed.object;
    const bool gone = (object.owner.kind == Kind::User && goneUsers_.contains(object.owner.id)) ||
                      (object.owner.kind == Kind::Resource && goneResources_.contains(object.owner.id));
    if (gone) {
        note(FindingKind::Owner, object, "its owner does not exist any more");
        plan({.object = object, .strength = Strength::Remove});
        return false;
    }
    if (!misplaced_.contains(object.id)) return true;
    auto moved = object;
    if (object.owner.kind == Kind::Resource) moved.folder = FolderId{0};
    if (const auto calendar = defaults_.find({object.owner.id});
        object.owner.kind == Kind::User && calendar != defaults_.end())
        moved.folder = calendar->second;
    const bool placed = moved.folder != object.folder;
    note(FindingKind::Folder, object,
         "folder " + number(object.folder.value) +
             (placed ? " is not its owner's: it belongs to his calendar" : " is gone, and there is no other"));
    if (placed && parsed.calendar) {
        plan({.object = moved, .calendar = parsed.calendar, .movedFrom = object.folder, .strength = Strength::Content});
        return true;
    }
    plan({.object = object, .strength = Strength::Remove});
    return false;
}

void ObjectCheck::checkUnreadable(const Parsed& parsed) {
    const bool rows = rows_.contains(parsed.object.id);
    for (const auto other : byUid_[parsed.object.uid]) {
        const auto& organizers = parsed_.at(other);
        if (!organizers.calendar || organizers.index.role != Role::Organizer) continue;
        const auto uri = recipients_.uriOf(parsed.object.owner, *organizers.calendar);
        if (uri.empty()) continue;
        note(FindingKind::Unreadable, parsed.object, parsed.why + "; the organizer's copy has it");
        return checkCopy(organizers, parsed, uri);
    }
    note(FindingKind::Unreadable, parsed.object, parsed.why + (rows ? "; the index has times and title" : ""), rows);
    if (rows) plan({.object = parsed.object, .calendar = rebuilt(parsed), .strength = Strength::Content});
}

ObjectCheck::Component ObjectCheck::rebuilt(const Parsed& parsed) {
    auto calendar = ical::makeCalendar("-//Yoke//Calendar//EN");
    for (const auto& row : rows_[parsed.object.id]) {
        const auto& event = row.event;
        Component component("VEVENT");
        ical::setText(component, "UID", parsed.object.uid);
        ical::setTime(component, "DTSTAMP", ical::utc(seconds(parts_.clock.now())));
        putTimes(component, event);
        if (!event.recurrenceId.empty())
            ical::setTime(component, "RECURRENCE-ID", ical::parseTime(event.recurrenceId, event.zone));
        ical::setText(component, "SUMMARY", event.summary);
        if (!event.location.empty()) ical::setText(component, "LOCATION", event.location);
        if (event.classification != Class::Public) ical::setText(component, "CLASS", "PRIVATE");
        if (event.status == Status::Cancelled) ical::setText(component, "STATUS", "CANCELLED");
        if (event.busy == Busy::Free) ical::setText(component, "TRANSP", "TRANSPARENT");
        component.add(
            ical::ContentLine("X-YOKE-UNREADABLE", inOneLine(formats::mime::linesOfBase64(parsed.object.text))));
        calendar.add(std::move(component));
    }
    return calendar;
}

/// @return false if it is not what it is called: what it is a copy of shows when it is mended
bool ObjectCheck::checkUid(const Parsed& parsed) {
    const auto& object = parsed.object;
    if (object.uid == parsed.index.uid) return true;
    auto mended = object;
    auto calendar = *parsed.calendar;
    const auto same = [&](const auto& other) {
        return other.second.object.owner == object.owner && other.second.object.uid == parsed.index.uid;
    };
    const bool taken = std::any_of(parsed_.begin(), parsed_.end(), same) ||
                       ObjectReader(session_).findByUid(object.owner, parsed.index.uid).has_value();
    if (!taken) {
        note(FindingKind::Uid, object, "its text has another UID");
        mended.uid = parsed.index.uid;
    } else {
        note(FindingKind::Duplicate, object, "its text has the UID of another object of its owner's");
        for (auto& component : calendar.components()) {
            if (component.is("VEVENT")) ical::setText(component, "UID", object.uid);
        }
    }
    plan({.object = mended, .calendar = std::move(calendar), .strength = Strength::Content});
    return false;
}

void ObjectCheck::checkRows(const Parsed& parsed) {
    const auto& object = parsed.object;
    const bool inFolder = object.owner.kind == Kind::Folder;
    const bool role = object.role != (inFolder ? roleInFolder(object.role, scheduling::organizerOf(*parsed.calendar))
                                               : parsed.index.role);
    if (role) note(FindingKind::Role, object, "its text says another role of its owner");
    std::vector<IndexedEvent> stored;
    for (const auto& row : rows_[object.id]) stored.push_back(row.event);
    const bool index = !agree(sorted(std::move(stored)), sorted(parsed.index.events));
    if (index) note(FindingKind::Index, object, "its index is not what its text says");
    const bool alarms = !alarmsAgree(parsed);
    if (alarms) note(FindingKind::Alarm, object, "when its alarms ring next is not what it says");
    const auto& files = files_[object.id];
    const bool attached = files.count != object.attachments || files.newest != object.newestAttachment;
    if (attached) {
        note(FindingKind::Attachments, object,
             "it says " + number(object.attachments) + " attachments, and has " + number(files.count));
    }
    if (role || index || alarms || attached) plan({.object = object, .calendar = parsed.calendar});
}

void ObjectCheck::note(FindingKind kind, const CalendarObject& object, std::string detail, bool repairable) {
    page_.findings.push_back({.kind = kind,
                              .object = object.id,
                              .owner = object.owner,
                              .detail = std::move(detail),
                              .repairable = repairable});
}

void ObjectCheck::plan(PlannedRepair repair) {
    if (repair.object.id == EventId{}) return repairs_.push_back(std::move(repair));
    // Whatever else is wrong with it: of objects of other pages nobody has looked.
    if (const auto files = files_.find(repair.object.id); files != files_.end()) {
        repair.object.attachments = files->second.count;
        repair.object.newestAttachment = files->second.newest;
    }
    const auto [at, isNew] = planned_.emplace(repair.object.id, repairs_.size());
    if (isNew) return repairs_.push_back(std::move(repair));
    auto& before = repairs_[at->second];
    if (repair.strength >= before.strength) before = std::move(repair);
}

}  // namespace groupware::calendar
