#include "groupware/reminders/store/reminder_writer.h"

#include "dbpool/routing/in_pieces.h"

namespace groupware::reminders {
namespace {

using dbpool::WriteStatement;

constexpr WriteStatement kInsert{
    "reminders.reminder.insert",
    "INSERT INTO reminder (cid, id, user, module, target, folder, alarm, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
// The one-row table stands first because the context id is the first value of every statement.
constexpr WriteStatement kUpdate{
    "reminders.reminder.update",
    "UPDATE (SELECT ? AS cid) k JOIN reminder r ON r.cid = k.cid SET r.folder = ?, r.alarm = ?, r.seq = ? "
    "WHERE r.module = ? AND r.target = ? AND r.user = ?"};
constexpr WriteStatement kMove{
    "reminders.reminder.move",
    "UPDATE (SELECT ? AS cid) k JOIN reminder r ON r.cid = k.cid SET r.folder = ?, r.seq = ? "
    "WHERE r.module = ? AND r.target = ? AND r.folder = ?"};
constexpr WriteStatement kRemove{"reminders.reminder.remove",
                                 "DELETE FROM reminder WHERE cid = ? AND user = ? AND id IN (?...)"};
constexpr WriteStatement kRemoveTargets{"reminders.reminder.removeTargets",
                                        "DELETE FROM reminder WHERE cid = ? AND module = ? AND target IN (?...)"};
constexpr WriteStatement kRemoveOf{
    "reminders.reminder.removeOf",
    "DELETE FROM reminder WHERE cid = ? AND module = ? AND user = ? AND target IN (?...)"};
constexpr WriteStatement kRemoveAllOf{"reminders.reminder.removeAllOf",
                                      "DELETE FROM reminder WHERE cid = ? AND user = ?"};

}  // namespace

void ReminderWriter::insert(Reminder& reminder) {
    reminder.id = {transaction_.nextId("reminder")};
    reminder.seq = transaction_.seq();
    transaction_.execute(
        kInsert, {reminder.id.value, reminder.user.value, static_cast<std::int64_t>(reminder.module), reminder.target,
                  reminder.folder.value, reminder.alarm.time_since_epoch().count(), reminder.seq.value});
}

bool ReminderWriter::update(const Reminder& reminder) {
    return transaction_.execute(
               kUpdate, {reminder.folder.value, reminder.alarm.time_since_epoch().count(), transaction_.seq().value,
                         static_cast<std::int64_t>(reminder.module), reminder.target, reminder.user.value}) > 0;
}

void ReminderWriter::moveTarget(ReminderModule module, std::int64_t target, FolderId from, FolderId to) {
    transaction_.execute(kMove,
                         {to.value, transaction_.seq().value, static_cast<std::int64_t>(module), target, from.value});
}

void ReminderWriter::remove(UserId user, std::span<const std::int64_t> ids) {
    dbpool::inPieces(ids, [&](auto piece) { transaction_.executeIn(kRemove, {user.value}, piece); });
}

std::int64_t ReminderWriter::removeTargets(ReminderModule module, std::span<const std::int64_t> targets) {
    std::int64_t removed = 0;
    dbpool::inPieces(targets, [&](auto piece) {
        removed += transaction_.executeIn(kRemoveTargets, {static_cast<std::int64_t>(module)}, piece);
    });
    return removed;
}

std::int64_t ReminderWriter::removeOf(UserId user, ReminderModule module, std::span<const std::int64_t> targets) {
    std::int64_t removed = 0;
    dbpool::inPieces(targets, [&](auto piece) {
        removed += transaction_.executeIn(kRemoveOf, {static_cast<std::int64_t>(module), user.value}, piece);
    });
    return removed;
}

std::int64_t ReminderWriter::removeAllOf(UserId user) {
    return transaction_.execute(kRemoveAllOf, {user.value});
}

}  // namespace groupware::reminders
