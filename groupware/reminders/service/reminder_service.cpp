#include "groupware/reminders/service/reminder_service.h"

#include "groupware/base/error.h"
#include "groupware/reminders/store/reminder_reader.h"
#include "groupware/reminders/store/reminder_writer.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

namespace groupware::reminders {
namespace {

bool has(const Caller& caller, std::string_view module) {
    return std::find(caller.modules.begin(), caller.modules.end(), module) != caller.modules.end();
}

void record(dbpool::WriteTransaction& tx, sync::Verb verb, const Reminder& reminder) {
    tx.record(sync::change(sync::Kind::Reminder, verb, reminder.folder, reminder.id.value));
}

[[noreturn]] void throwNone(ReminderId id) {
    throw Error(ErrorCode::NotFound, "no reminder " + std::to_string(id.value), "This reminder does not exist.");
}

}  // namespace

const ReminderSource* ReminderService::sourceOf(ReminderModule module) const {
    const auto found =
        std::find_if(sources_.begin(), sources_.end(), [&](const auto* each) { return each->module() == module; });
    return found == sources_.end() ? nullptr : *found;
}

void ReminderService::addFromSources(dbpool::ReadSession& session, const Caller& caller, Instant until,
                                     std::vector<Reminder>& reminders) const {
    if (sources_.empty()) return;
    for (const auto* source : sources_) {
        for (auto& reminder : source->due(session, caller, until, listLength_())) {
            reminder.id = sourceId(source->module(), reminder.target);
            reminders.push_back(reminder);
        }
    }
    std::stable_sort(reminders.begin(), reminders.end(),
                     [](const Reminder& a, const Reminder& b) { return a.alarm < b.alarm; });
    if (reminders.size() > listLength_()) reminders.resize(listLength_());
}

Reminders ReminderService::due(const Caller& caller, Instant until, std::span<const ReminderModule> modules) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        Reminders result{.reminders = ReminderReader(session).due(caller.user, until, listLength_()),
                         .timestamp = session.seq()};
        addFromSources(session, caller, until, result.reminders);
        std::set<ReminderModule> wanted;
        for (const auto module : modules) {
            if (has(caller, folderModule(module))) wanted.insert(module);
        }
        std::erase_if(result.reminders, [&](const Reminder& each) { return !wanted.contains(each.module); });
        if (result.reminders.empty()) return result;
        // Whoever lost a folder is not told about what happens in it.
        std::set<FolderId> readable;
        for (const auto module : wanted) {
            for (const auto& place : access_.readable(session, caller, folderModule(module)))
                readable.insert(place.folder.id);
        }
        std::erase_if(result.reminders, [&](const Reminder& each) { return !readable.contains(each.folder); });
        return result;
    });
}

ReminderService::Removed ReminderService::remove(const Caller& caller, std::span<const ReminderId> ids) const {
    const std::size_t limit = listLength_();
    const std::string most = std::to_string(limit);
    if (ids.size() > limit)
        throw Error(ErrorCode::TooLarge, "list of more than " + most,
                    "More than " + most + " reminders cannot be deleted at once.");
    Removed result;
    std::vector<ReminderId> rows;
    for (const ReminderId id : ids) {
        const auto target = sourceTarget(id);
        if (!target) {
            rows.push_back(id);
            continue;
        }
        const auto* source = sourceOf(target->first);
        const auto ended = source == nullptr ? std::nullopt : source->end(caller, target->second);
        if (ended) {
            result.committed = *ended;
        } else {
            result.unknown.push_back(id);
        }
    }
    if (!rows.empty()) removeRows(caller, rows, result);
    return result;
}

void ReminderService::removeRows(const Caller& caller, std::span<const ReminderId> ids, Removed& result) const {
    std::vector<std::int64_t> wanted;
    for (const ReminderId id : ids) wanted.push_back(id.value);
    std::vector<ReminderId> unknown;
    result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        unknown.clear();
        std::set<std::int64_t> known;
        for (const auto& reminder : ReminderReader(tx).findAll(caller.user, wanted)) {
            known.insert(reminder.id.value);
            record(tx, sync::Verb::Removed, reminder);
        }
        for (const ReminderId id : ids) {
            if (!known.contains(id.value)) unknown.push_back(id);
        }
        const std::vector<std::int64_t> gone(known.begin(), known.end());
        ReminderWriter(tx).remove(caller.user, gone);
    });
    result.unknown.insert(result.unknown.end(), unknown.begin(), unknown.end());
}

ReminderService::Moved ReminderService::remindAgain(const Caller& caller, ReminderId id, Instant alarm) const {
    Moved result;
    if (const auto target = sourceTarget(id)) {
        const auto* source = sourceOf(target->first);
        const auto moved = source == nullptr ? std::nullopt : source->remindAgain(caller, target->second, alarm);
        if (!moved) throwNone(id);
        result = {.reminder = moved->first, .committed = moved->second};
        result.reminder.id = id;
        return result;
    }
    result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto found = ReminderReader(tx).find(caller.user, id);
        if (!found) throwNone(id);
        result.reminder = *found;
        result.reminder.alarm = alarm;
        result.reminder.seq = tx.seq();
        ReminderWriter(tx).update(result.reminder);
        record(tx, sync::Verb::Changed, result.reminder);
    });
    return result;
}

}  // namespace groupware::reminders
