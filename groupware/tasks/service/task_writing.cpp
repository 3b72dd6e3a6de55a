#include "groupware/tasks/service/task_writing.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/default_folders.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"
#include "groupware/tasks/store/task_writer.h"

#include <algorithm>
#include <map>
#include <set>

namespace groupware::tasks {
namespace {

void record(dbpool::WriteTransaction& tx, sync::Verb verb, FolderId folder, TaskId task) {
    tx.record(sync::change(sync::Kind::Task, verb, folder, task.value));
}

/// Users who see the task in a folder of their own, besides the owner of its home.
std::set<std::int64_t> viewers(const Task& task, const folders::Folder& home) {
    std::set<std::int64_t> users;
    if (home.type != folders::FolderType::Private || !task.participants) return users;
    for (const auto& participant : *task.participants) {
        if (participant.kind == ParticipantKind::User) users.insert(participant.id);
    }
    users.erase(home.owner.value);
    return users;
}

/// Folders for those of `users` that have none of `places`. Who has lost his tasks has no folder for them.
std::vector<Place> newPlaces(dbpool::WriteTransaction& tx, const Task& task, std::set<std::int64_t> users,
                             std::span<const Place> places) {
    for (const Place& place : places) users.erase(place.user.value);
    std::vector<Place> added;
    if (users.empty()) return added;
    const auto defaults = folders::defaultFolders(tx, users, folders::StandardFolder::Tasks, folders::kTasksModule);
    for (const auto& [user, folder] : defaults) added.push_back({.folder = folder, .user = user, .name = task.name});
    return added;
}

void addPlaces(dbpool::WriteTransaction& tx, const Task& task, std::span<const Place> places) {
    for (const Place& place : places) {
        TaskWriter(tx).insertPlace(task.id, place);
        record(tx, sync::Verb::Created, place.folder, task.id);
    }
}

void leavePlace(dbpool::WriteTransaction& tx, TaskId task, const Place& place) {
    TaskWriter(tx).removePlace(task, place.folder);
    sync::Tombstones(tx).add(sync::Kind::Task, place.folder, task.value, place.name);
    record(tx, sync::Verb::Removed, place.folder, task);
}

std::vector<Place> placesOf(dbpool::WriteTransaction& tx, TaskId task) {
    return TaskReader(tx).places({&task.value, 1})[task];
}

}  // namespace

void insertTask(dbpool::WriteTransaction& tx, Task& task, const folders::Folder& home) {
    principals::requireRoom(tx, principals::QuotaModule::Task);
    task.home = task.folder = home.id;
    task.participantCount = task.participants ? static_cast<int>(task.participants->size()) : 0;
    TaskWriter writer(tx);
    writer.insert(task);
    if (task.participantCount > 0) writer.setParticipants(task.id, *task.participants);
    std::vector<Place> places{{.folder = home.id, .user = home.owner, .name = task.name}};
    for (Place& place : newPlaces(tx, task, viewers(task, home), places)) places.push_back(std::move(place));
    addPlaces(tx, task, places);
    std::set<FolderId> touched;
    for (const Place& place : places) touched.insert(place.folder);
    folders::touchContent(tx, touched);
}

void insertTasks(dbpool::WriteTransaction& tx, std::span<Task> tasks, const folders::Folder& home) {
    if (tasks.empty()) return;
    principals::requireRoom(tx, principals::QuotaModule::Task, static_cast<std::int64_t>(tasks.size()));
    for (Task& task : tasks) {
        task.home = task.folder = home.id;
        TaskWriter(tx).insert(task);
        const Place place{.folder = home.id, .user = home.owner, .name = task.name};
        addPlaces(tx, task, {&place, 1});
    }
    folders::touchContent(tx, home.id);
}

void saveTask(dbpool::WriteTransaction& tx, Task& task, const folders::Folder& home) {
    TaskWriter writer(tx);
    const auto before = placesOf(tx, task.id);
    const bool participantsKnown = task.participants.has_value();
    if (participantsKnown) task.participantCount = static_cast<int>(task.participants->size());
    writer.update(task);
    if (participantsKnown) writer.setParticipants(task.id, *task.participants);

    const auto users = viewers(task, home);
    std::set<FolderId> touched;
    for (const Place& place : before) {
        touched.insert(place.folder);
        const bool stays = place.folder == home.id || !participantsKnown || users.contains(place.user.value);
        if (stays) {
            record(tx, sync::Verb::Changed, place.folder, task.id);
        } else {
            leavePlace(tx, task.id, place);
            reminders::removeReminders(tx, place.user, reminders::ReminderModule::Task, {&task.id.value, 1});
        }
    }
    if (participantsKnown) {
        const auto added = newPlaces(tx, task, users, before);
        addPlaces(tx, task, added);
        for (const Place& place : added) touched.insert(place.folder);
    }
    folders::touchContent(tx, touched);
}

void moveTask(dbpool::WriteTransaction& tx, Task& task, const folders::Folder& target) {
    const auto places = placesOf(tx, task.id);
    const auto here =
        std::find_if(places.begin(), places.end(), [&](const Place& place) { return place.folder == task.folder; });
    const auto there =
        std::find_if(places.begin(), places.end(), [&](const Place& place) { return place.folder == target.id; });
    if (here == places.end()) return;
    leavePlace(tx, task.id, *here);
    folders::touchContent(tx, here->folder);
    const Place moved{.folder = target.id, .user = target.owner, .name = task.name};
    if (there == places.end()) addPlaces(tx, task, {&moved, 1});
    reminders::moveReminders(tx, reminders::ReminderModule::Task, task.id.value, task.folder, target.id);
    if (task.home == task.folder) task.home = target.id;
    task.folder = target.id;
}

void eraseTasks(dbpool::WriteTransaction& tx, std::span<const std::int64_t> tasks) {
    if (tasks.empty()) return;
    std::set<FolderId> touched;
    for (const auto& [task, places] : TaskReader(tx).places(tasks)) {
        for (const Place& place : places) {
            sync::Tombstones(tx).add(sync::Kind::Task, place.folder, task.value, place.name);
            record(tx, sync::Verb::Removed, place.folder, task);
            touched.insert(place.folder);
        }
    }
    TaskWriter(tx).remove(tasks);
    reminders::removeReminders(tx, reminders::ReminderModule::Task, tasks);
    attachments::removeAll(tx, attachments::Module::Task, tasks);
    principals::releaseRoom(tx, principals::QuotaModule::Task, static_cast<std::int64_t>(tasks.size()));
    folders::touchContent(tx, touched);
}

void bequeathTasks(dbpool::WriteTransaction& tx, std::span<const Task> tasks, UserId user, UserId heir) {
    std::vector<std::int64_t> ids;
    for (const Task& task : tasks) ids.push_back(task.id.value);
    TaskWriter(tx).bequeath(ids, user, heir);
    std::set<FolderId> touched;
    for (const auto& [task, places] : TaskReader(tx).places(ids)) {
        for (const Place& place : places) {
            record(tx, sync::Verb::Changed, place.folder, task);
            touched.insert(place.folder);
        }
    }
    folders::touchContent(tx, touched);
}

void saveAttachments(dbpool::WriteTransaction& tx, Task& task) {
    TaskWriter(tx).setAttachments(task);
    std::set<FolderId> touched;
    for (const Place& place : placesOf(tx, task.id)) {
        record(tx, sync::Verb::Changed, place.folder, task.id);
        touched.insert(place.folder);
    }
    folders::touchContent(tx, touched);
}

}  // namespace groupware::tasks
