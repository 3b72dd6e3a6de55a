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
#include <utility>
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

/// What others take part in, and how much follows when it is cancelled or declined.
struct Meeting {
    int attendees = 0;
    ObjectReader::Weight octets{};
};

/// Those among the objects that are not over.
std::map<EventId, Meeting> meetingsAmong(dbpool::ReadSession& session, const std::vector<CalendarObject>& objects,
                                         Instant now) {
    std::vector<std::int64_t> ids;
    for (const auto& object : objects) ids.push_back(object.id.value);
    std::map<EventId, Meeting> meetings;
    for (const auto& row : EventReader(session).ofObjects(ids)) {
        const bool isMeeting = !row.event.organizer.empty() && row.event.attendees > 0;
        if (!isMeeting || row.event.rangeTo <= now) continue;
        auto& attendees = meetings[row.object.id].attendees;
        attendees = std::max(attendees, row.event.attendees);
    }
    ids.clear();
    for (const auto& [id, meeting] : meetings) ids.push_back(id.value);
    for (const auto& [id, octets] : ObjectReader(session).weigh(ids)) meetings[id].octets = octets;
    return meetings;
}

/// Leaves what one transaction can change: each meeting is a change in the calendars of all who take part.
/// @return whether there were more. Whoever counts is told that there may be, as if the batch had been full
bool cutToBudget(std::vector<CalendarObject>& objects, const std::map<EventId, Meeting>& meetings) {
    constexpr std::size_t kMost = 400;               // calendars and mails: a second or so
    constexpr std::int64_t kMostOctets = 8LL << 20;  // texts of both; read, they take some ten times as much
    std::size_t used = 0;
    std::int64_t octets = 0;
    for (std::size_t index = 0; index < objects.size(); ++index) {
        const auto found = meetings.find(objects[index].id);
        if (found == meetings.end()) {
            ++used;
        } else {
            const auto& meeting = found->second;
            used += static_cast<std::size_t>(meeting.attendees) + 2;
            octets += meeting.octets.all + meeting.octets.own * meeting.attendees;
        }
        if ((used <= kMost && octets <= kMostOctets) || index == 0) continue;
        objects.resize(index);
        return true;
    }
    return false;
}

}  // namespace

int FolderEvents::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    auto objects = ObjectReader(tx).heads(folder, static_cast<std::size_t>(atMost));
    const auto meetings = meetingsAmong(tx, objects, clock_.now());
    const bool cut = cutToBudget(objects, meetings);
    const auto count = static_cast<int>(objects.size());
    std::set<EventId> silently;
    std::vector<std::int64_t> told;
    for (const auto& object : objects) {
        if (meetings.contains(object.id)) {
            told.push_back(object.id.value);
        } else {
            silently.insert(object.id);
        }
    }
    std::erase_if(objects, [&](const CalendarObject& object) { return !silently.contains(object.id); });
    for (auto& meeting : ObjectReader(tx).findAll(told)) objects.push_back(std::move(meeting));
    (void)scheduling_.removeAll(tx, caller, objects, silently);
    return cut ? atMost : count;
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
