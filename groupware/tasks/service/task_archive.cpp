#include "groupware/tasks/service/task_archive.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/id_sequence.h"
#include "groupware/attachments/service/archived_attachments.h"
#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/reminders/store/reminder_reader.h"
#include "groupware/sync/change.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/store/home_tasks.h"
#include "groupware/tasks/store/task_reader.h"
#include "groupware/tasks/store/task_writer.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace groupware::tasks {
namespace {

namespace json = groupware::formats::json;

/// A task whose rows can be written.
struct RestorableTask final : folders::RestorableObject {
    Task task{};
    std::vector<Place> places{};  ///< besides its home
    std::vector<reminders::Reminder> reminders{};
    std::vector<attachments::Attachment> attachments{};
};

/// All that belongs to the tasks of a page.
struct Page {
    std::map<TaskId, std::string> texts{};
    std::map<TaskId, std::vector<Place>> places{};
    std::map<TaskId, std::vector<Participant>> participants{};
    std::map<std::int64_t, std::vector<reminders::Reminder>> reminders{};
    std::map<std::int64_t, std::vector<attachments::Attachment>> attachments{};
};

constexpr std::size_t kMaxText = 1024;
/// Places and reminders of one task: more people than a task can have.
constexpr std::size_t kMaxPeople = 100'000;

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archived task: " + why, "The task " + why + ".");
}

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

// -- out

json::Object::Ptr toJson(const Participant& participant) {
    auto object = json::makeObject();
    object->set("kind", static_cast<std::int64_t>(participant.kind));
    object->set("id", participant.id);
    object->set("mail", participant.mail);
    object->set("name", participant.name);
    object->set("chosen", participant.chosen);
    object->set("confirmation", static_cast<std::int64_t>(participant.confirmation));
    object->set("message", participant.message);
    return object;
}

json::Object::Ptr toJson(const Place& place) {
    auto object = json::makeObject();
    object->set("folder", place.folder.value);
    object->set("user", place.user.value);
    object->set("name", place.name);
    return object;
}

json::Object::Ptr toJson(const reminders::Reminder& reminder) {
    auto object = json::makeObject();
    object->set("user", reminder.user.value);
    object->set("folder", reminder.folder.value);
    object->set("alarm", milliseconds(reminder.alarm));
    return object;
}

template <class Thing>
json::Array::Ptr listOf(const std::vector<Thing>& things) {
    auto list = json::makeArray();
    for (const auto& thing : things) list->add(toJson(thing));
    return list;
}

void setInstant(json::Object& object, const char* key, const std::optional<Instant>& instant) {
    if (instant) object.set(key, milliseconds(*instant));
}

json::Object::Ptr dataOf(const Task& task, Page& page) {
    auto places = page.places[task.id];
    std::erase_if(places, [&](const Place& place) { return place.folder == task.home; });
    auto object = json::makeObject();
    object->set("name", task.name);
    object->set("createdBy", task.createdBy.value);
    object->set("createdAt", milliseconds(task.createdAt));
    object->set("changedBy", task.changedBy.value);
    // Of times without a zone, in that of whoever wrote them.
    setInstant(*object, "start", task.fields.start);
    setInstant(*object, "due", task.fields.due);
    setInstant(*object, "completed", task.fields.completed);
    object->set("seriesPosition", task.seriesPosition);
    object->set("places", listOf(places));
    object->set("participants", listOf(page.participants[task.id]));
    object->set("reminders", listOf(page.reminders[task.id.value]));
    object->set("attachments", attachments::archived(page.attachments[task.id.value]));
    return object;
}

folders::ArchivedPart textPart(const Task& task, std::string text) {
    std::string name = task.fields.title;
    std::replace(name.begin(), name.end(), '/', '_');
    constexpr std::size_t kMaxName = 100;  // cut where a character ends; the id keeps names apart
    std::size_t end = std::min(name.size(), kMaxName);
    while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return {.name = name.substr(0, end) + " (" + std::to_string(task.id.value) + ").ics",
            .blobKey = {},
            .text = std::move(text)};
}

Page pageOf(dbpool::ReadSession& session, const std::vector<std::int64_t>& ids) {
    TaskReader reader(session);
    Page page{.texts = reader.texts(ids), .places = reader.places(ids), .participants = reader.participants(ids)};
    page.reminders = reminders::ReminderReader(session).ofTargets(reminders::ReminderModule::Task, ids);
    page.attachments = attachments::attachmentsOf(session, attachments::Module::Task, ids);
    return page;
}

// -- in

std::int64_t idIn(const json::Object& object, const char* key) {
    const auto id = json::integer(object, key).value_or(0);
    if (id < 0 || id > folders::kMaxArchivedId) refuse(std::string("has an impossible ") + key);
    return id;
}

std::string textIn(const json::Object& object, const char* key, std::size_t maxOctets) {
    auto text = json::text(object, key).value_or("");
    requireText(key, text, maxOctets);
    if (text.size() > maxOctets) refuse(std::string("has a text that is too long: ") + key);
    return text;
}

Instant instantFrom(std::int64_t value) {
    constexpr std::int64_t kFirst = -62'167'219'200'000;  // the year 0
    constexpr std::int64_t kLast = 253'402'300'799'999;   // the year 9999
    if (value < kFirst || value > kLast) refuse("has an impossible time");
    return Instant(std::chrono::milliseconds(value));
}

std::optional<Instant> instantIn(const json::Object& object, const char* key) {
    const auto value = json::integer(object, key);
    return value ? std::optional(instantFrom(*value)) : std::nullopt;
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

Participant participantFrom(const json::Object& object) {
    constexpr std::size_t kMaxName = 255;
    Participant participant{.id = idIn(object, "id"),
                            .mail = textIn(object, "mail", kMaxName),
                            .name = textIn(object, "name", kMaxName),
                            .chosen = json::flag(object, "chosen").value_or(true),
                            .message = textIn(object, "message", kMaxText)};
    switch (json::integer(object, "kind").value_or(0)) {
        case 1: participant.kind = ParticipantKind::User; break;
        case 2: participant.kind = ParticipantKind::Group; break;
        case 5: participant.kind = ParticipantKind::External; break;
        default: refuse("has a participant of no kind");
    }
    const auto confirmation = json::integer(object, "confirmation").value_or(0);
    if (confirmation < 0 || confirmation > 3) refuse("has a participant who says nothing possible");
    participant.confirmation = static_cast<Confirmation>(confirmation);
    return participant;
}

std::string nameIn(const json::Object& object) {
    constexpr std::size_t kMaxName = 255;
    auto name = textIn(object, "name", kMaxName);
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '/'; };
    if (name.empty() || std::any_of(name.begin(), name.end(), isBad)) refuse("has an impossible resource name");
    return name;
}

/// What a text without zones does not say is said by the JSON beside it.
void putTimes(Fields& fields, const json::Object& data) {
    if (fields.start) fields.start = instantIn(data, "start").value_or(*fields.start);
    if (fields.due) fields.due = instantIn(data, "due").value_or(*fields.due);
    if (fields.completed) fields.completed = instantIn(data, "completed").value_or(*fields.completed);
}

/// Folders are looked up once in a batch.
class TaskFolders {
public:
    explicit TaskFolders(dbpool::ReadSession& session) : session_(session) {}

    /// Nothing if there is no such folder for tasks.
    [[nodiscard]] std::optional<folders::Folder> find(FolderId id) {
        auto [found, added] = known_.try_emplace(id);
        if (added) found->second = folders::FolderReader(session_).find(id);
        if (found->second && found->second->module != folders::kTasksModule) found->second.reset();
        return found->second;
    }

private:
    dbpool::ReadSession& session_;
    std::map<FolderId, std::optional<folders::Folder>> known_;
};

/// A duplicate key is an id that is taken.
template <class Write>
void once(Write write) {
    try {
        write();
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "archived task twice", "The task is there twice.");
    }
}

/// @return the folders in which it is seen
std::set<FolderId> write(dbpool::WriteTransaction& tx, TaskFolders& folders, FolderId home,
                         const RestorableTask& found) {
    Task task = found.task;  // the closure may run again
    task.home = task.folder = home;
    TaskWriter writer(tx);
    once([&] { writer.insertWithId(task); });
    if (task.participantCount > 0) writer.setParticipants(task.id, *task.participants);
    const auto owner = folders.find(home);
    if (!owner) refuse("is in no folder for tasks");
    std::vector<Place> places{{.folder = home, .user = owner->owner, .name = task.name}};
    for (const auto& place : found.places) {
        const auto folder = folders.find(place.folder);
        if (folder && folder->owner == place.user && place.folder != home) places.push_back(place);
    }
    std::set<FolderId> seen;
    for (const auto& place : places) {
        if (!seen.insert(place.folder).second) continue;
        writer.insertPlace(task.id, place);
        tx.record(sync::change(sync::Kind::Task, sync::Verb::Created, place.folder, task.id.value));
    }
    for (auto reminder : found.reminders) {
        if (!seen.contains(reminder.folder)) continue;
        reminder.target = task.id.value;
        reminders::setReminder(tx, reminder);
    }
    auto attached = found.attachments;
    for (auto& attachment : attached) attachment.owner = {attachments::Module::Task, task.id.value};
    if (!attached.empty()) attachments::restoreAttachments(tx, attached);
    return seen;
}

}  // namespace

std::vector<folders::ArchivedObject> TaskArchive::page(dbpool::ReadSession& session, FolderId folder,
                                                       folders::ArchivePosition& position, std::size_t atMost) const {
    const auto changed = homeTasks(session, folder, {.id = {position.id}, .seq = position.seq}, atMost);
    if (changed.empty()) return {};
    position = {.seq = changed.back().seq, .id = changed.back().id.value};
    std::vector<std::int64_t> ids;
    for (const auto& task : changed) ids.push_back(task.id.value);
    auto page = pageOf(session, ids);
    std::map<TaskId, Task> tasks;
    for (auto& task : TaskReader(session).findAll(ids)) {
        if (task.folder == folder) tasks.emplace(task.id, std::move(task));
    }
    std::vector<folders::ArchivedObject> objects;
    for (const auto& [id, seq] : changed) {
        const auto& task = tasks.at(id);
        folders::ArchivedObject object{.id = id.value, .data = json::write(dataOf(task, page))};
        object.parts.push_back(textPart(task, std::move(page.texts[id])));
        for (auto& part : attachments::archivedParts(id.value, page.attachments[id.value])) {
            object.parts.push_back(std::move(part));
        }
        objects.push_back(std::move(object));
    }
    return objects;
}

std::unique_ptr<folders::RestorableObject> TaskArchive::read(const folders::ArchivedObject& object,
                                                             const std::function<UserId(std::int64_t)>& userOf) const {
    const auto data =
        json::requireObject(json::parse(object.data, {.bytes = folders::ArchivedPart::kMaxTextOctets}), "a task");
    if (object.id < 1 || object.id > folders::kMaxArchivedId) refuse("has an impossible id");
    if (object.parts.empty() || object.parts.front().missing || !object.parts.front().blobKey.empty()) {
        refuse("has no calendar object");
    }
    const auto& text = object.parts.front().text;
    if (text.size() > limits_.objectBytes) refuse("has a calendar object that is too long");
    auto calendar = ical::parseCalendar(text, {.octets = limits_.objectBytes});
    auto found = std::make_unique<RestorableTask>();
    auto& task = found->task;
    (void)requireTodo(calendar);
    task.fields = fieldsOf(calendar, times_);
    if (task.fields.uid.empty()) refuse("has no UID");
    putTimes(task.fields, *data);
    requireValid(task.fields, limits_);
    task.text = text;
    task.id = {object.id};
    task.name = nameIn(*data);
    task.seriesPosition = static_cast<int>(idIn(*data, "seriesPosition") & 0xFFFFF);
    task.createdBy = userOf(json::integer(*data, "createdBy").value_or(0));
    task.createdAt = instantIn(*data, "createdAt").value_or(Instant{});
    task.changedBy = userOf(json::integer(*data, "changedBy").value_or(0));
    std::vector<Participant> participants;
    eachIn(*data, "participants", kMaxPeople,
           [&](const json::Object& entry) { participants.push_back(participantFrom(entry)); });
    task.participantCount = static_cast<int>(participants.size());
    task.participants = std::move(participants);
    eachIn(*data, "places", kMaxPeople, [&](const json::Object& entry) {
        found->places.push_back(
            {.folder = {idIn(entry, "folder")}, .user = {idIn(entry, "user")}, .name = nameIn(entry)});
    });
    eachIn(*data, "reminders", kMaxPeople, [&](const json::Object& entry) {
        found->reminders.push_back({.user = userOf(idIn(entry, "user")),
                                    .module = reminders::ReminderModule::Task,
                                    .folder = {idIn(entry, "folder")},
                                    .alarm = instantIn(entry, "alarm").value_or(Instant{})});
    });
    found->attachments = attachments::readArchived(json::array(*data, "attachments"),
                                                   std::span(object.parts).subspan(1), userOf, attachmentLimits_);
    const auto summary = attachments::summaryOf(found->attachments);
    task.attachments = summary.count;
    task.newestAttachment = summary.newest;
    return found;
}

void TaskArchive::restore(dbpool::WriteTransaction& tx, FolderId folder,
                          std::span<const std::unique_ptr<folders::RestorableObject>> objects) const {
    principals::requireRoom(tx, principals::QuotaModule::Task, static_cast<std::int64_t>(objects.size()));
    TaskFolders folders(tx);
    std::set<FolderId> touched;
    std::int64_t last = 0;
    for (const auto& object : objects) {
        const auto& found = static_cast<const RestorableTask&>(*object);
        touched.merge(write(tx, folders, folder, found));
        last = std::max(last, found.task.id.value);
    }
    dbpool::takeIds(tx, "task", last);
    folders::touchContent(tx, touched);
}

}  // namespace groupware::tasks
