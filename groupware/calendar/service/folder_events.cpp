#include "groupware/calendar/service/folder_events.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace groupware::calendar {
namespace {

void bequeathObjects(dbpool::WriteTransaction& tx, const std::vector<std::int64_t>& objects, UserId user, UserId heir) {
    if (objects.empty()) return;
    ObjectWriter(tx).bequeath(objects, user, heir);
    std::set<FolderId> touched;
    for (const auto& object : ObjectReader(tx).findAll(objects)) {
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, object.folder, object.id.value));
        if (object.folder != FolderId{}) touched.insert(object.folder);
    }
    folders::touchContent(tx, touched);
}

/// Objects that others take part in and that are not over, with the number of attendees.
std::map<EventId, int> meetingsAmong(dbpool::ReadSession& session, const std::vector<CalendarObject>& objects,
                                     Instant now) {
    std::vector<std::int64_t> ids;
    for (const auto& object : objects) ids.push_back(object.id.value);
    std::map<EventId, int> attendees;
    for (const auto& row : EventReader(session).ofObjects(ids)) {
        const bool isMeeting = !row.event.organizer.empty() && row.event.attendees > 0;
        if (isMeeting && row.event.rangeTo > now)
            attendees[row.object.id] = std::max(attendees[row.object.id], row.event.attendees);
    }
    return attendees;
}

/// Leaves what one transaction can change: each meeting is a change in the calendars of all who take part.
/// @return whether there were more. Whoever counts is told that there may be, as if the batch had been full
bool cutToBudget(std::vector<CalendarObject>& objects, const std::map<EventId, int>& meetings) {
    constexpr std::size_t kMost = 400;  // calendars and mails: a second or so
    std::size_t used = 0;
    for (std::size_t index = 0; index < objects.size(); ++index) {
        const auto meeting = meetings.find(objects[index].id);
        used += meeting == meetings.end() ? 1 : static_cast<std::size_t>(meeting->second) + 2;
        if (used <= kMost || index == 0) continue;
        objects.resize(index);
        return true;
    }
    return false;
}

}  // namespace

int FolderEvents::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    auto objects = ObjectReader(tx).page(folder, {}, static_cast<std::size_t>(atMost));
    const auto meetings = meetingsAmong(tx, objects, clock_.now());
    const bool cut = cutToBudget(objects, meetings);
    std::set<EventId> silently;
    for (const auto& object : objects) {
        if (!meetings.contains(object.id)) silently.insert(object.id);
    }
    (void)scheduling_.removeAll(tx, caller, objects, silently);
    return cut ? atMost : static_cast<int>(objects.size());
}

int FolderEvents::moveToTrash(dbpool::WriteTransaction& /*tx*/, const Caller& /*caller*/, FolderId /*folder*/,
                              FolderId /*trash*/, int /*atMost*/) {
    throw Error(ErrorCode::BadRequest, "no trash of events", "Events have no trash.");
}

int FolderEvents::bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) {
    const auto objects = ObjectReader(tx).touchedBy(user, static_cast<std::size_t>(atMost));
    bequeathObjects(tx, objects, user, heir);
    const int left = atMost - static_cast<int>(objects.size());
    if (left <= 0) return atMost;
    AlarmWriter(tx).removeOf(user);
    if (PersonalWriter(tx).removeOf(user) > 0)
        tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, {}, user.value));
    return static_cast<int>(objects.size()) +
           attachments::bequeathAttachments(tx, attachments::Module::Appointment, user, heir, left);
}

std::map<FolderId, std::int64_t> FolderEvents::count(dbpool::ReadSession& session, std::span<const FolderId> folders) {
    return ObjectReader(session).count(folders);
}

}  // namespace groupware::calendar
