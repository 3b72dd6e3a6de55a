#include "groupware/tasks/store/task_writer.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/in_pieces.h"
#include "groupware/base/error.h"
#include "groupware/tasks/store/task_row.h"

#include <string>

namespace groupware::tasks {
namespace {

using dbpool::WriteStatement;

constexpr WriteStatement kInsert{
    "tasks.task.insert",
    "INSERT INTO task (cid, home, uid, title, note, start_at, due, whole_days, status, percent, priority, completed, "
    "target_duration, actual_duration, target_costs, actual_costs, currency, billing, companies, trip_meter, "
    "categories, after_complete, color_label, is_private, sequence, organizer, series_type, series_interval, "
    "series_days, series_day_in_month, series_month, series_until, series_occurrences, series_position, participants, "
    "attachments, newest_attachment, created_by, created_at, changed_by, created_seq, seq, text, id) VALUES (?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?)"};
// The one-row table stands first because the context id is the first value of every statement.
constexpr WriteStatement kUpdate{
    "tasks.task.update",
    "UPDATE (SELECT ? AS cid) k JOIN task t ON t.cid = k.cid SET t.home = ?, t.uid = ?, t.title = ?, t.note = ?, "
    "t.start_at = ?, t.due = ?, t.whole_days = ?, t.status = ?, t.percent = ?, t.priority = ?, t.completed = ?, "
    "t.target_duration = ?, t.actual_duration = ?, t.target_costs = ?, t.actual_costs = ?, t.currency = ?, t.billing = "
    "?, t.companies = ?, t.trip_meter = ?, t.categories = ?, t.after_complete = ?, t.color_label = ?, t.is_private = "
    "?, t.sequence = ?, t.organizer = ?, t.series_type = ?, t.series_interval = ?, t.series_days = ?, "
    "t.series_day_in_month = ?, t.series_month = ?, t.series_until = ?, t.series_occurrences = ?, t.series_position = "
    "?, t.participants = ?, t.attachments = ?, t.newest_attachment = ?, t.created_by = ?, t.created_at = ?, "
    "t.changed_by = ?, t.created_seq = ?, t.seq = ?, t.text = ? WHERE t.id = ?"};
constexpr WriteStatement kTouchPlaces{
    "tasks.folder.touch",
    "UPDATE (SELECT ? AS cid) k JOIN task_folder f ON f.cid = k.cid SET f.seq = ? WHERE f.task IN (?...)"};
constexpr WriteStatement kSetAttachments{
    "tasks.task.setAttachments",
    "UPDATE (SELECT ? AS cid) k JOIN task t ON t.cid = k.cid SET t.attachments = ?, t.newest_attachment = ?, "
    "t.changed_by = ?, t.seq = ? WHERE t.id = ?"};
constexpr WriteStatement kRemove{"tasks.task.remove", "DELETE FROM task WHERE cid = ? AND id IN (?...)"};

constexpr WriteStatement kInsertPlace{
    "tasks.folder.insert", "INSERT INTO task_folder (cid, folder, task, user, name, seq) VALUES (?, ?, ?, ?, ?, ?)"};
constexpr WriteStatement kRemovePlace{"tasks.folder.remove",
                                      "DELETE FROM task_folder WHERE cid = ? AND folder = ? AND task = ?"};
constexpr WriteStatement kRemovePlaces{"tasks.folder.removeAll",
                                       "DELETE FROM task_folder WHERE cid = ? AND task IN (?...)"};

constexpr WriteStatement kInsertParticipant{
    "tasks.participant.insert",
    "INSERT INTO task_participant (cid, task, kind, id, mail, name, chosen, confirmation, message) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr WriteStatement kRemoveParticipants{"tasks.participant.removeAll",
                                             "DELETE FROM task_participant WHERE cid = ? AND task IN (?...)"};
constexpr WriteStatement kConfirm{
    "tasks.participant.confirm",
    "UPDATE (SELECT ? AS cid) k JOIN task_participant p ON p.cid = k.cid SET p.confirmation = ?, p.message = ? "
    "WHERE p.task = ? AND p.kind = ? AND p.id = ? AND p.mail = ?"};

constexpr WriteStatement kLeave{
    "tasks.participant.leave", "DELETE FROM task_participant WHERE cid = ? AND kind = 1 AND id = ? AND task IN (?...)"};
constexpr WriteStatement kBequeath{
    "tasks.task.bequeath",
    "UPDATE (SELECT ? AS cid) k JOIN task t ON t.cid = k.cid SET t.created_by = IF(t.created_by = ?, ?, t.created_by), "
    "t.changed_by = IF(t.changed_by = ?, ?, t.changed_by), t.seq = ?, t.participants = (SELECT COUNT(*) FROM "
    "task_participant p WHERE p.cid = t.cid AND p.task = t.id) WHERE t.id IN (?...)"};

}  // namespace

void TaskWriter::insert(Task& task) {
    task.id = {transaction_.nextId("task")};
    insertWithId(task);
}

void TaskWriter::insertWithId(Task& task) {
    task.createdSeq = task.seq = transaction_.seq();
    auto values = valuesOf(task);
    values.emplace_back(task.id.value);
    transaction_.execute(kInsert, values);
}

void TaskWriter::update(Task& task) {
    task.seq = transaction_.seq();
    auto values = valuesOf(task);
    values.emplace_back(task.id.value);
    if (transaction_.execute(kUpdate, values) == 0)
        throw Error(ErrorCode::NotFound, "no task " + std::to_string(task.id.value));
    transaction_.executeIn(kTouchPlaces, {task.seq.value}, {&task.id.value, 1});
}

void TaskWriter::setAttachments(Task& task) {
    task.seq = transaction_.seq();
    dbpool::Value newest(nullptr);
    if (task.newestAttachment) newest = std::int64_t{task.newestAttachment->time_since_epoch().count()};
    transaction_.execute(kSetAttachments,
                         {task.attachments, newest, task.changedBy.value, task.seq.value, task.id.value});
    transaction_.executeIn(kTouchPlaces, {task.seq.value}, {&task.id.value, 1});
}

void TaskWriter::insertPlace(TaskId task, const Place& place) {
    try {
        transaction_.execute(kInsertPlace,
                             {place.folder.value, task.value, place.user.value, place.name, transaction_.seq().value});
    } catch (const dbpool::DbError& failure) {
        if (failure.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "resource name taken in folder " + std::to_string(place.folder.value),
                    "This folder already has a task of that name.");
    }
}

void TaskWriter::removePlace(TaskId task, FolderId folder) {
    transaction_.execute(kRemovePlace, {folder.value, task.value});
}

void TaskWriter::setParticipants(TaskId task, const std::vector<Participant>& participants) {
    transaction_.executeIn(kRemoveParticipants, {}, {&task.value, 1});
    for (const auto& each : participants)
        transaction_.execute(kInsertParticipant,
                             {task.value, static_cast<std::int64_t>(each.kind), each.id, each.mail, each.name,
                              each.chosen, static_cast<std::int64_t>(each.confirmation), each.message});
}

void TaskWriter::confirm(TaskId task, const Participant& participant) {
    transaction_.execute(kConfirm,
                         {static_cast<std::int64_t>(participant.confirmation), participant.message, task.value,
                          static_cast<std::int64_t>(participant.kind), participant.id, participant.mail});
}

void TaskWriter::remove(std::span<const std::int64_t> tasks) {
    dbpool::inPieces(tasks, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveParticipants, {}, piece);
        transaction_.executeIn(kRemovePlaces, {}, piece);
        transaction_.executeIn(kRemove, {}, piece);
    });
}

void TaskWriter::bequeath(std::span<const std::int64_t> tasks, UserId user, UserId heir) {
    const auto seq = transaction_.seq().value;
    dbpool::inPieces(tasks, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kLeave, {user.value}, piece);
        transaction_.executeIn(kBequeath, {user.value, heir.value, user.value, heir.value, seq}, piece);
        transaction_.executeIn(kTouchPlaces, {seq}, piece);
    });
}

}  // namespace groupware::tasks
