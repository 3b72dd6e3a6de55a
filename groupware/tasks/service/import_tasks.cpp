#include "groupware/base/error.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/tasks/calendar_file.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/task_edit.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/service/task_writing.h"
#include "groupware/tasks/store/task_reader.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::tasks {
namespace {

/// A task of the file on its way in.
struct Item {
    Task task{};
    std::optional<Instant> alarm{};
    std::optional<Error> failure{};
};

Item prepare(ical::Component calendar, const Caller& caller, const TimeContext& times, const Limits& limits,
             Instant now) {
    Item item{
        .task = {.name = newUid() + ".ics", .createdBy = caller.user, .createdAt = now, .changedBy = caller.user}};
    try {
        auto& todo = requireTodo(calendar);
        if (fieldsOf(calendar, times).uid.empty()) giveUid(todo, newUid());
        item.task.fields = fieldsOf(calendar, times);
        requireValid(item.task.fields, limits);
        item.task.seriesPosition = item.task.fields.series ? 1 : 0;
        setText(item.task, calendar, limits);
        item.alarm = alarmOf(calendar, times);
    } catch (const Error& error) {
        item.failure = error;
    }
    return item;
}

std::vector<Item> prepareAll(const std::string& file, const Caller& caller, const TimeContext& times,
                             const Limits& limits, bool newUids, Instant now) {
    std::vector<Item> items;
    for (auto& object : readTodoFile(file, {.octets = limits.importBytes, .objects = limits.importObjects})) {
        if (newUids) giveUids(object, newUid());
        items.push_back(prepare(std::move(object), caller, times, limits, now));
    }
    return items;
}

void refuseKnown(dbpool::WriteTransaction& tx, FolderId folder, std::span<Item> items) {
    auto known = TaskReader(tx).uids(folder);
    for (Item& item : items) {
        if (item.failure || known.insert(item.task.fields.uid).second) continue;
        item.failure = Error(ErrorCode::Conflict, "uid known in folder " + std::to_string(folder.value),
                             "The folder has this task already.");
    }
}

/// One transaction.
void storeBatch(dbpool::WriteTransaction& tx, const Caller& caller, const folders::Folder& home,
                std::span<Item> items) {
    refuseKnown(tx, home.id, items);
    std::vector<Task> tasks;
    std::vector<Item*> stored;
    for (Item& item : items) {
        if (item.failure) continue;
        try {
            requirePrivacy(caller, item.task, home);
        } catch (const Error& error) {
            item.failure = error;
            continue;
        }
        tasks.push_back(item.task);
        stored.push_back(&item);
    }
    insertTasks(tx, tasks, home);
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        stored[index]->task = std::move(tasks[index]);
        if (stored[index]->alarm) putReminder(tx, caller, stored[index]->task, stored[index]->alarm);
    }
}

}  // namespace

ImportResult TaskService::import(const Caller& caller, FolderId folder, const std::string& file, bool newUids) const {
    const Limits most = limits();
    const auto items = prepareAll(file, caller, timesOf(caller), most, newUids, clock_.now());
    ImportResult result;
    result.committed.context = caller.context;
    for (std::span<const Item> rest = items; !rest.empty();) {
        const auto piece = rest.first(std::min(rest.size(), kImportBatch));
        rest = rest.subspan(piece.size());
        std::vector<Item> batch;
        result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            batch.assign(piece.begin(), piece.end());
            const auto place =
                access_.require(tx, caller, folder, folders::Permission::CreateObjects, folders::kTasksModule);
            storeBatch(tx, caller, place.folder, batch);
        });
        for (Item& item : batch) {
            if (item.failure) {
                result.items.push_back({.failure = std::move(item.failure)});
            } else {
                result.items.push_back({.task = std::move(item.task)});
            }
        }
    }
    return result;
}

}  // namespace groupware::tasks
