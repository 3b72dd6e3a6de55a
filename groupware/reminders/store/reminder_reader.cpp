#include "groupware/reminders/store/reminder_reader.h"

#include "dbpool/routing/in_pieces.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace groupware::reminders {
namespace {

using dbpool::ReadStatement;

constexpr ReadStatement kFindAll{"reminders.reminder.findAll",
                                 "SELECT id, user, module, target, folder, alarm, seq FROM reminder "
                                 "WHERE cid = ? AND user = ? AND id IN (?...)"};
constexpr ReadStatement kDue{"reminders.reminder.due",
                             "SELECT id, user, module, target, folder, alarm, seq FROM reminder "
                             "WHERE cid = ? AND user = ? AND alarm <= ? ORDER BY alarm, id LIMIT ?"};
constexpr ReadStatement kOfTarget{"reminders.reminder.ofTarget",
                                  "SELECT id, user, module, target, folder, alarm, seq FROM reminder "
                                  "WHERE cid = ? AND module = ? AND target = ? ORDER BY user"};
constexpr ReadStatement kOfTargets{"reminders.reminder.ofTargets",
                                   "SELECT id, user, module, target, folder, alarm, seq FROM reminder "
                                   "WHERE cid = ? AND module = ? AND target IN (?...) ORDER BY target, user"};
constexpr ReadStatement kAlarms{
    "reminders.reminder.alarms",
    "SELECT target, alarm FROM reminder WHERE cid = ? AND module = ? AND user = ? AND target IN (?...)"};
// More targets than one list takes: all that the user has of the module.
constexpr ReadStatement kAllAlarms{"reminders.reminder.allAlarms",
                                   "SELECT target, alarm FROM reminder WHERE cid = ? AND user = ? AND module = ?"};

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

std::vector<Reminder> remindersOf(dbpool::Rows rows) {
    std::vector<Reminder> found;
    while (rows.next())
        found.push_back({.id = {rows.integer(1)},
                         .user = {rows.integer(2)},
                         .module = static_cast<ReminderModule>(rows.integer(3)),
                         .target = rows.integer(4),
                         .folder = {rows.integer(5)},
                         .alarm = instant(rows.integer(6)),
                         .seq = {rows.integer(7)}});
    return found;
}

}  // namespace

std::optional<Reminder> ReminderReader::find(UserId user, ReminderId id) {
    const std::int64_t wanted = id.value;
    auto found = findAll(user, {&wanted, 1});
    if (found.empty()) return std::nullopt;
    return found.front();
}

std::vector<Reminder> ReminderReader::findAll(UserId user, std::span<const std::int64_t> ids) {
    std::vector<Reminder> found;
    dbpool::inPieces(ids, [&](auto piece) {
        auto part = remindersOf(session_.queryIn(kFindAll, {user.value}, piece));
        std::move(part.begin(), part.end(), std::back_inserter(found));
    });
    return found;
}

std::vector<Reminder> ReminderReader::due(UserId user, Instant until, std::size_t limit) {
    return remindersOf(
        session_.query(kDue, {user.value, until.time_since_epoch().count(), static_cast<std::int64_t>(limit)}));
}

std::vector<Reminder> ReminderReader::ofTarget(ReminderModule module, std::int64_t target) {
    return remindersOf(session_.query(kOfTarget, {static_cast<std::int64_t>(module), target}));
}

std::map<std::int64_t, std::vector<Reminder>> ReminderReader::ofTargets(ReminderModule module,
                                                                        std::span<const std::int64_t> targets) {
    std::map<std::int64_t, std::vector<Reminder>> found;
    for (auto& reminder : remindersOf(session_.queryIn(kOfTargets, {static_cast<std::int64_t>(module)}, targets))) {
        found[reminder.target].push_back(reminder);
    }
    return found;
}

std::map<std::int64_t, Instant> ReminderReader::alarms(UserId user, ReminderModule module,
                                                       std::span<const std::int64_t> targets) {
    std::map<std::int64_t, Instant> found;
    if (targets.empty()) return found;
    const auto number = static_cast<std::int64_t>(module);
    auto rows = targets.size() <= dbpool::ReadSession::kMaxListValues
                    ? session_.queryIn(kAlarms, {number, user.value}, targets)
                    : session_.query(kAllAlarms, {user.value, number});
    while (rows.next()) found.emplace(rows.integer(1), instant(rows.integer(2)));
    return found;
}

}  // namespace groupware::reminders
