#include "groupware/calendar/service/object_writing.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/alarm_rows.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/left_objects.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace groupware::calendar {
namespace {

using principals::QuotaModule;

/// What clients that know events by id are to forget: the object and its changed instances. An instance has no name:
/// it is no resource.
void addLeft(std::vector<sync::LeftObject>& left, FolderId folder, const CalendarObject& object,
             const EventIds& events) {
    left.push_back({.folder = folder, .object = object.id.value, .name = object.name});
    const auto known = events.find(object.id);
    if (known == events.end()) return;
    for (const auto& [recurrenceId, event] : known->second) {
        if (event != object.id) left.push_back({.folder = folder, .object = event.value});
    }
}

void requireSame(const CalendarObject& object, const IndexedObject& index) {
    if (object.id == EventId{} || object.uid == index.uid) return;
    throw Error(ErrorCode::BadRequest, "another UID for object " + std::to_string(object.id.value),
                "The UID of an event cannot be changed.");
}

}  // namespace

Bounds indexBounds(const Limits& limits) {
    return {.occurrences = limits.occurrences, .steps = limits.recurrenceSteps};
}

Role roleInFolder(Role before, const std::string& organizer) {
    if (organizer.empty()) return Role::None;
    return before == Role::Organizer ? Role::Organizer : Role::Foreign;
}

IndexedObject ObjectWriting::indexed(const std::string& text, const formats::ical::Component& calendar,
                                     const std::set<std::string>& owners) const {
    auto index = indexObject(calendar, owners, conditions_.times, indexBounds(conditions_.limits));
    if (index.events.size() > conditions_.limits.exceptions + 1) {
        const auto most = std::to_string(conditions_.limits.exceptions);
        throw Error(ErrorCode::BadRequest, "series with more than " + most + " changed instances",
                    "A series has at most " + most + " changed instances.");
    }
    if (text.size() > conditions_.limits.objectBytes) {
        const auto most = std::to_string(conditions_.limits.objectBytes);
        throw Error(ErrorCode::TooLarge, "calendar object of " + std::to_string(text.size()) + " octets",
                    "The event is longer than " + most + " octets.");
    }
    return index;
}

bool ObjectWriting::takes(const std::string& text, const formats::ical::Component& calendar) const {
    try {
        (void)indexed(text, calendar, {});
        return true;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::TooLarge && error.code() != ErrorCode::BadRequest) throw;
        return false;
    }
}

ObjectWriting::Stored& ObjectWriting::store(CalendarObject object, const formats::ical::Component& calendar,
                                            ScheduleTag tag, std::optional<FolderId> movedFrom) {
    object.text = calendar.text();
    auto index = indexed(object.text, calendar, addresses_.of(object.owner));
    requireSame(object, index);
    const bool isNew = object.id == EventId{};
    object.uid = index.uid;
    const bool inFolder = object.owner.kind == CalendarUser::Kind::Folder;
    object.role = inFolder ? roleInFolder(object.role, scheduling::organizerOf(calendar)) : index.role;
    if (object.name.empty()) object.name = crypto::toHex(crypto::randomBytes(16)) + ".ics";
    if (isNew && object.createdBy == UserId{}) object.createdBy = conditions_.editor;
    if (isNew && object.createdAt == Instant{}) object.createdAt = conditions_.now;
    if (conditions_.editor != UserId{}) {
        object.changedBy = conditions_.editor;
    } else if (isNew) {
        object.changedBy = object.createdBy;
    }
    if (isNew || tag == ScheduleTag::Changes) object.scheduleTag = tx_.seq();
    if (movedFrom == object.folder) movedFrom.reset();
    stored_.push_back({.object = std::move(object), .index = std::move(index), .movedFrom = movedFrom, .isNew = isNew});
    return stored_.back();
}

Role ObjectWriting::roleInFolder(Role before, const std::string& organizer) {
    const auto role = calendar::roleInFolder(before, organizer);
    const bool isBrought = role == Role::Foreign && before != Role::Foreign;
    if (!isBrought || conditions_.editor == UserId{}) return role;
    const auto& own = addresses_.of(CalendarUser::of(conditions_.editor));
    return own.contains(scheduling::addressKey(organizer)) ? Role::Organizer : role;
}

void ObjectWriting::remove(const CalendarObject& object) {
    removed_.push_back(object);
    removed_.back().text.clear();
}

void ObjectWriting::record(sync::Verb verb, FolderId folder, EventId object) {
    tx_.record(sync::change(sync::Kind::Event, verb, folder, object.value));
    if (folder != FolderId{}) touched_.insert(folder);
}

void ObjectWriting::finishRemoved() {
    if (removed_.empty()) return;
    std::vector<std::int64_t> ids;
    for (const auto& object : removed_) ids.push_back(object.id.value);
    const auto events = eventIdsOf(tx_, ids);
    std::vector<sync::LeftObject> left;
    for (const auto& object : removed_) {
        addLeft(left, object.folder, object, events);
        record(sync::Verb::Removed, object.folder, object.id);
    }
    sync::addTombstones(tx_, sync::Kind::Event, left);
    ObjectWriter(tx_).remove(ids);
    AlarmWriter(tx_).remove(ids);
    attachments::removeAll(tx_, attachments::Module::Appointment, ids);
    principals::releaseRoom(tx_, QuotaModule::Calendar, static_cast<std::int64_t>(ids.size()));
    removed_.clear();
}

void ObjectWriting::finishStored() {
    std::vector<IndexedWrite> writes;
    std::vector<std::int64_t> moved;
    std::int64_t added = 0;
    for (std::size_t at = written_; at < stored_.size(); ++at) {
        auto& each = stored_[at];
        writes.push_back({.object = &each.object, .index = &each.index});
        added += each.isNew ? 1 : 0;
        if (each.movedFrom) moved.push_back(each.object.id.value);
    }
    if (writes.empty()) return;
    if (added > 0) principals::requireRoom(tx_, QuotaModule::Calendar, added);
    const auto events = eventIdsOf(tx_, moved);
    std::vector<sync::LeftObject> left;
    for (const auto& gone : ObjectWriter(tx_).store(writes))
        left.push_back({.folder = gone.folder, .object = gone.event.value});
    finishAlarms();
    for (; written_ < stored_.size(); ++written_) {
        const auto& [object, index, movedFrom, isNew] = stored_[written_];
        record(isNew || movedFrom ? sync::Verb::Created : sync::Verb::Changed, object.folder, object.id);
        if (!movedFrom) continue;
        addLeft(left, *movedFrom, object, events);
        record(sync::Verb::Removed, *movedFrom, object.id);
    }
    sync::addTombstones(tx_, sync::Kind::Event, left);
}

void ObjectWriting::finishAlarms() {
    std::vector<AlarmedObject> objects;
    for (std::size_t at = written_; at < stored_.size(); ++at)
        objects.push_back({.object = &stored_[at].object, .index = &stored_[at].index, .isNew = stored_[at].isNew});
    AlarmRows(tx_, conditions_.times, conditions_.editor, indexBounds(conditions_.limits), conditions_.now)
        .store(objects);
}

void ObjectWriting::finish() {
    finishRemoved();
    finishStored();
    folders::touchContent(tx_, touched_);
    touched_.clear();
}

}  // namespace groupware::calendar
