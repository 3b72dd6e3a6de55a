#include "groupware/calendar/maintenance/calendar_archive.h"

#include "dbpool/routing/id_sequence.h"
#include "groupware/attachments/service/archived_attachments.h"
#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/alarm_rows.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/owner_addresses.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/principals/store/missing_principals.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

namespace json = groupware::formats::json;

/// A calendar object whose rows can be written.
struct RestorableEvent final : folders::RestorableObject {
    explicit RestorableEvent(formats::ical::Component parsed) : calendar(std::move(parsed)) {}

    CalendarObject object{};
    formats::ical::Component calendar;                 ///< of its text
    std::optional<principals::ResourceId> resource{};  ///< whose it is, if it is in no folder
    std::map<std::string, EventId> events{};
    std::map<UserId, Personal> personal{};
    std::vector<attachments::Attachment> attachments{};
};

/// People who have something of their own of one object: more than a context has.
constexpr std::size_t kMaxPeople = 100'000;
constexpr std::size_t kMaxAlarms = std::size_t{1} << 16U;  // octets

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archived event: " + why, "The event " + why + ".");
}

// -- out

json::Array::Ptr idsOf(const std::map<std::string, EventId>& events) {
    auto list = json::makeArray();
    for (const auto& [recurrenceId, id] : events) {
        auto entry = json::makeObject();
        entry->set("recurrenceId", recurrenceId);
        entry->set("id", id.value);
        list->add(entry);
    }
    return list;
}

json::Array::Ptr personalOf(const std::map<UserId, Personal>& people) {
    auto list = json::makeArray();
    for (const auto& [user, personal] : people) {
        auto entry = json::makeObject();
        entry->set("user", user.value);
        if (personal.transparent) entry->set("transparent", *personal.transparent);
        entry->set("alarms", personal.alarms);
        list->add(entry);
    }
    return list;
}

/// All that belongs to the objects of a page.
struct Page {
    EventIds events{};
    std::map<EventId, std::map<UserId, Personal>> personal{};
    std::map<std::int64_t, std::vector<attachments::Attachment>> attachments{};
    std::set<attachments::AttachmentId> shared{};  ///< of those
};

std::string dataOf(const CalendarObject& object, Page& page) {
    auto data = json::makeObject();
    data->set("name", object.name);
    if (object.owner.kind == CalendarUser::Kind::Resource) data->set("resource", object.owner.id);
    data->set("role", static_cast<std::int64_t>(object.role));
    data->set("createdBy", object.createdBy.value);
    data->set("createdAt", std::int64_t{object.createdAt.time_since_epoch().count()});
    data->set("changedBy", object.changedBy.value);
    data->set("events", idsOf(page.events[object.id]));
    data->set("personal", personalOf(page.personal[object.id]));
    data->set("attachments", attachments::archived(page.attachments[object.id.value]));
    return json::write(data);
}

// -- in

std::int64_t idIn(const json::Object& object, const char* key) {
    const auto id = json::integer(object, key).value_or(0);
    if (id < 0 || id > folders::kMaxArchivedId) refuse(std::string("has an impossible ") + key);
    return id;
}

std::string nameIn(const json::Object& object) {
    constexpr std::size_t kMaxName = 255;
    auto name = json::text(object, "name").value_or("");
    requireText("The resource name", name, kMaxName);
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '/'; };
    if (name.empty() || std::any_of(name.begin(), name.end(), isBad)) refuse("has an impossible resource name");
    return name;
}

Instant createdIn(const json::Object& object) {
    constexpr std::int64_t kLast = 253'402'300'799'999;  // the year 9999
    const auto value = json::integer(object, "createdAt").value_or(0);
    if (value < 0 || value > kLast) refuse("has an impossible time");
    return Instant(std::chrono::milliseconds(value));
}

Role roleIn(const json::Object& object) {
    const auto role = json::integer(object, "role").value_or(0);
    if (role < 0 || role > static_cast<std::int64_t>(Role::Foreign)) refuse("has an impossible role");
    return static_cast<Role>(role);
}

template <class Each>
void eachIn(const json::Object& object, const char* key, std::size_t atMost, const Each& each) {
    const auto list = json::array(object, key);
    if (list.isNull()) return;
    if (list->size() > atMost) refuse(std::string("has too many ") + key);
    for (std::size_t i = 0; i < list->size(); ++i) {
        each(*json::requireObject(list->get(static_cast<unsigned>(i)), key));
    }
}

Personal personalIn(const json::Object& entry) {
    const auto alarms = json::text(entry, "alarms").value_or("");
    if (alarms.size() > kMaxAlarms) refuse("has alarms that are too long");
    // What is no alarm is none.
    return {.transparent = json::flag(entry, "transparent"), .alarms = personalAlarmsText(personalAlarms(alarms))};
}

/// Ids of the events that the text has; of the series it is the object's.
void addEventIds(const json::Object& data, const IndexedObject& index, RestorableEvent& found) {
    std::map<std::string, EventId> known;
    eachIn(data, "events", index.events.size() + kMaxPeople, [&](const json::Object& entry) {
        known.emplace(json::text(entry, "recurrenceId").value_or(""), EventId{idIn(entry, "id")});
    });
    for (const auto& event : index.events) {
        const auto id = known.find(event.recurrenceId);
        if (event.recurrenceId.empty()) {
            found.events.emplace("", found.object.id);
        } else if (id != known.end() && id->second != EventId{}) {
            found.events.emplace(event.recurrenceId, id->second);
        }
    }
}

CalendarUser ownerOf(dbpool::ReadSession& session, FolderId folder, const RestorableEvent& event) {
    if (folder == folders::kNoFolder) {
        if (!event.resource || !principals::missingResources(session, {event.resource->value}).empty()) {
            refuse("is of a resource that does not exist");
        }
        return CalendarUser::of(*event.resource);
    }
    const auto found = folders::FolderReader(session).find(folder);
    if (!found || found->module != folders::kCalendarModule) refuse("is in no folder for events");
    if (found->type == folders::FolderType::Public) return CalendarUser::of(folder);
    return CalendarUser::of(found->owner);
}

/// Asked once for each.
class Owners {
public:
    Owners(dbpool::ReadSession& session, FolderId folder) : session_(session), folder_(folder) {}

    [[nodiscard]] CalendarUser of(const RestorableEvent& event) {
        const auto key = event.resource.value_or(principals::ResourceId{});
        const auto known = owners_.find(key);
        if (known != owners_.end()) return known->second;
        return owners_.emplace(key, ownerOf(session_, folder_, event)).first->second;
    }

private:
    dbpool::ReadSession& session_;
    FolderId folder_;
    std::map<principals::ResourceId, CalendarUser> owners_;
};

void addWhatBelongsTo(dbpool::WriteTransaction& tx, const RestorableEvent& found, FolderId folder) {
    for (const auto& [user, personal] : found.personal) PersonalWriter(tx).set(found.object.id, user, personal);
    tx.record(sync::change(sync::Kind::Event, sync::Verb::Created, folder, found.object.id.value));
}

/// @return what hangs on each object now
std::map<std::int64_t, attachments::Summary> restoreFiles(
    dbpool::WriteTransaction& tx, std::span<const std::unique_ptr<folders::RestorableObject>> objects) {
    std::vector<attachments::Attachment> files;
    for (const auto& each : objects) {
        const auto& found = static_cast<const RestorableEvent&>(*each);
        for (auto file : found.attachments) {
            file.owner = {attachments::Module::Appointment, found.object.id.value};
            files.push_back(std::move(file));
        }
    }
    if (files.empty()) return {};
    return attachments::restoreAttachments(tx, files);
}

}  // namespace

std::vector<folders::ArchivedObject> CalendarArchive::page(dbpool::ReadSession& session, FolderId folder,
                                                           folders::ArchivePosition& position,
                                                           std::size_t atMost) const {
    auto changed = ObjectReader(session).changedPage(folder, position.seq, {position.id}, atMost);
    if (changed.empty()) return {};
    position = {.seq = changed.back().seq, .id = changed.back().id.value};
    std::vector<std::int64_t> ids;
    for (const auto& object : changed) ids.push_back(object.id.value);
    Page page{.events = eventIdsOf(session, ids),
              .personal = PersonalReader(session).ofAll(ids),
              .attachments = attachments::attachmentsOf(session, attachments::Module::Appointment, ids)};
    page.shared = attachments::sharedAmong(session, page.attachments);
    std::vector<folders::ArchivedObject> objects;
    for (auto& object : changed) {
        folders::ArchivedObject archived{.id = object.id.value, .data = dataOf(object, page)};
        // A resource has no folder of its own for people to look into.
        const std::string place =
            folder == folders::kNoFolder ? "resources/" + std::to_string(object.owner.id) + "/" : "";
        archived.parts.push_back(
            {.name = place + "event (" + std::to_string(object.id.value) + ").ics", .text = std::move(object.text)});
        for (auto& part : attachments::archivedParts(object.id.value, page.attachments[object.id.value], page.shared)) {
            archived.parts.push_back(std::move(part));
        }
        objects.push_back(std::move(archived));
    }
    return objects;
}

std::unique_ptr<folders::RestorableObject> CalendarArchive::read(
    const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const {
    const auto data =
        json::requireObject(json::parse(object.data, {.bytes = folders::ArchivedPart::kMaxTextOctets}), "an event");
    if (object.id < 1 || object.id > folders::kMaxArchivedId) refuse("has an impossible id");
    if (object.parts.empty() || object.parts.front().missing || !object.parts.front().blobKey.empty()) {
        refuse("has no calendar object");
    }
    const auto& text = object.parts.front().text;
    if (text.size() > limits_.objectBytes) refuse("has a calendar object that is too long");
    auto found = std::make_unique<RestorableEvent>(
        formats::ical::parseCalendar(text, {.octets = limits_.objectBytes, .lines = limits_.objectBytes}));
    const auto index = indexObject(found->calendar, {}, times_, indexBounds(limits_));
    found->object = {.id = {object.id},
                     .name = nameIn(*data),
                     .uid = index.uid,
                     .role = roleIn(*data),
                     .createdBy = userOf(json::integer(*data, "createdBy").value_or(0)),
                     .createdAt = createdIn(*data),
                     .changedBy = userOf(json::integer(*data, "changedBy").value_or(0)),
                     .text = text};
    if (const auto resource = idIn(*data, "resource"); resource > 0) found->resource = principals::ResourceId{resource};
    addEventIds(*data, index, *found);
    eachIn(*data, "personal", kMaxPeople, [&](const json::Object& entry) {
        found->personal.insert_or_assign(userOf(idIn(entry, "user")), personalIn(entry));
    });
    found->attachments = attachments::readArchived(json::array(*data, "attachments"),
                                                   std::span(object.parts).subspan(1), userOf, attachmentLimits_);
    return found;
}

void CalendarArchive::restore(dbpool::WriteTransaction& tx, FolderId folder,
                              std::span<const std::unique_ptr<folders::RestorableObject>> objects) const {
    if (objects.empty()) return;
    principals::requireRoom(tx, principals::QuotaModule::Calendar, static_cast<std::int64_t>(objects.size()));
    Owners owners(tx, folder);
    OwnerAddresses addresses(tx);
    auto files = restoreFiles(tx, objects);
    std::vector<CalendarObject> restored;  // the closure may run again
    std::vector<IndexedObject> indexes;
    EventIds ids;
    std::int64_t last = 0;
    for (const auto& each : objects) {
        const auto& found = static_cast<const RestorableEvent&>(*each);
        auto object = found.object;
        object.owner = owners.of(found);
        object.folder = folder;
        object.scheduleTag = tx.seq();
        const auto& attached = files[object.id.value];
        object.attachments = attached.count;
        object.newestAttachment = attached.newest;
        auto index = indexObject(found.calendar, addresses.of(object.owner), times_, indexBounds(limits_));
        const bool inFolder = object.owner.kind == CalendarUser::Kind::Folder;
        object.role = inFolder ? roleInFolder(object.role, scheduling::organizerOf(found.calendar)) : index.role;
        last = std::max(last, object.id.value);
        for (const auto& [recurrenceId, id] : found.events) last = std::max(last, id.value);
        ids[object.id] = found.events;
        restored.push_back(std::move(object));
        indexes.push_back(std::move(index));
    }
    dbpool::takeIds(tx, "event", last);
    std::vector<IndexedWrite> writes;
    std::vector<AlarmedObject> alarmed;
    for (std::size_t at = 0; at < restored.size(); ++at) {
        writes.push_back({.object = &restored[at], .index = &indexes[at]});
        alarmed.push_back({.object = &restored[at], .index = &indexes[at]});
    }
    ObjectWriter(tx).restore(writes, ids);
    for (const auto& each : objects) addWhatBelongsTo(tx, static_cast<const RestorableEvent&>(*each), folder);
    AlarmRows(tx, times_, UserId{}, indexBounds(limits_), clock_.now()).store(alarmed);
    if (folder != folders::kNoFolder) folders::touchContent(tx, folder);
}

}  // namespace groupware::calendar
