#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar_file.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/task_edit.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/service/task_writing.h"
#include "groupware/tasks/store/task_reader.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace groupware::tasks {
namespace {

using formats::lines::FileSource;
using ical::CalendarFile;

/// Texts of one transaction: parsed they take some ten times as much memory.
constexpr std::uint64_t kBatchOctets = 512UL << 10;

/// A task of the file on its way in.
struct Item {
    Task task{};
    std::optional<Instant> alarm{};
    std::optional<Error> failure{};
};

/// Of one import.
struct Import {
    const Caller& caller;
    const FileSource& file;
    TimeContext times;
    Limits limits;
    bool newUids;
    Instant now;
};

/// Of all VTODOs of an object.
void giveUid(ical::Component& object, const std::string& uid) {
    for (auto& component : object.components()) {
        if (component.is("VTODO")) ical::setText(component, "UID", uid);
    }
}

Item prepare(const Import& import, const CalendarFile& todos, const CalendarFile::Item& each) {
    Item item{.task = {.name = newUid() + ".ics",
                       .createdBy = import.caller.user,
                       .createdAt = import.now,
                       .changedBy = import.caller.user}};
    try {
        auto calendar = todos.object(import.file, each, import.limits.objectBytes);
        if (import.newUids || !each.named) giveUid(calendar, newUid());
        item.task.fields = fieldsOf(calendar, import.times);
        requireValid(item.task.fields, import.limits);
        item.task.seriesPosition = item.task.fields.series ? 1 : 0;
        setText(item.task, calendar, import.limits);
        item.alarm = alarmOf(calendar, import.times);
    } catch (const Error& error) {
        const auto line = std::to_string(each.line);
        item.failure = Error(error.code(), "item in line " + line + ": " + error.what(),
                             "Line " + line + ": " + error.publicText());
    }
    return item;
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

ImportResult TaskService::import(const Caller& caller, FolderId folder, const FileSource& file, bool newUids) const {
    const Import import{.caller = caller,
                        .file = file,
                        .times = timesOf(caller),
                        .limits = limits(),
                        .newUids = newUids,
                        .now = clock_.now()};
    const auto todos = CalendarFile::look(
        file, {.kind = "VTODO"}, {.octets = import.limits.importBytes, .objects = import.limits.importObjects});
    ImportResult result;
    result.committed.context = caller.context;
    while (result.items.size() < todos.items().size()) {
        std::vector<Item> items;
        for (const auto& each : todos.batch(result.items.size(), kImportBatch, kBatchOctets))
            items.push_back(prepare(import, todos, each));
        std::vector<Item> batch;
        result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            batch = items;
            const auto place =
                access_.require(tx, caller, folder, folders::Permission::CreateObjects, folders::kTasksModule);
            storeBatch(tx, caller, place.folder, batch);
        });
        for (Item& item : batch) {
            if (item.failure) {
                result.items.push_back({.failure = std::move(item.failure)});
            } else {
                // By swaps: strings that are cleared keep their memory.
                std::string().swap(item.task.text);
                Fields uid{.uid = item.task.fields.uid};
                std::swap(item.task.fields, uid);
                result.items.push_back({.task = std::move(item.task)});
            }
        }
    }
    return result;
}

}  // namespace groupware::tasks
