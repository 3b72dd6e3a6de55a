#include "groupware/tasks/service/task_edit.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/reminders/store/reminder_reader.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/task_writing.h"

#include <utility>

namespace groupware::tasks {

std::string newUid() {
    constexpr std::size_t kOctets = 16;
    std::string uid = crypto::toHex(crypto::randomBytes(kOctets));
    for (const std::size_t at : {8U, 13U, 18U, 23U}) uid.insert(at, "-");
    return uid;
}

void setText(Task& task, const ical::Component& calendar, const Limits& limits) {
    task.text = calendar.text();
    if (task.text.size() <= limits.objectBytes) return;
    const std::string most = std::to_string(limits.objectBytes);
    throw Error(ErrorCode::TooLarge, "calendar object of more than " + most + " octets",
                "The task is larger than " + most + " octets.");
}

void setFields(Task& task, ical::Component& calendar, const Fields& fields, const TimeContext& times,
               const Limits& limits) {
    requireValid(fields, limits);
    putFields(calendar, fields, times);
    task.fields = fieldsOf(calendar, times);
    if (task.fields.series && task.seriesPosition == 0) task.seriesPosition = 1;
    if (!task.fields.series) task.seriesPosition = 0;
}

void requirePrivacy(const Caller& caller, const Task& task, const folders::Folder& folder) {
    if (!task.fields.isPrivate) return;
    const bool own = folder.type == folders::FolderType::Private && folder.owner == caller.user;
    if (own) return;
    throw Error(ErrorCode::BadRequest, "private task in folder " + std::to_string(folder.id.value),
                "A task can be private in one's own folders only.");
}

void putReminder(dbpool::WriteTransaction& tx, const Caller& caller, const Task& task,
                 const std::optional<Instant>& alarm) {
    if (!alarm)
        return reminders::removeReminders(tx, caller.user, reminders::ReminderModule::Task, {&task.id.value, 1});
    reminders::setReminder(tx, {.user = caller.user,
                                .module = reminders::ReminderModule::Task,
                                .target = task.id.value,
                                .folder = task.folder,
                                .alarm = *alarm});
}

void insertNext(dbpool::WriteTransaction& tx, Task& task, ical::Component& calendar, const folders::Folder& home,
                const TimeContext& times, Instant now) {
    auto next = nextOccurrence(calendar, newUid(), times, now);
    if (next) {
        Task follows = task;
        follows.fields = fieldsOf(next->calendar, times);
        follows.text = next->calendar.text();
        follows.name = newUid() + ".ics";
        follows.createdAt = now;
        follows.seriesPosition = task.seriesPosition + 1;
        follows.attachments = 0;
        follows.newestAttachment.reset();
        if (!follows.participants) follows.participants.emplace();
        for (auto& participant : *follows.participants) {
            participant.confirmation = Confirmation::None;
            participant.message.clear();
        }
        auto parsed = std::move(next->calendar);
        putAttendees(parsed, *follows.participants);
        follows.text = parsed.text();
        const auto before = reminders::ReminderReader(tx).ofTarget(reminders::ReminderModule::Task, task.id.value);
        insertTask(tx, follows, home);
        for (auto reminder : before) {
            reminder.target = follows.id.value;
            reminder.alarm += next->later;
            reminders::setReminder(tx, reminder);
        }
    }
    Fields done = task.fields;
    done.series.reset();
    putFields(calendar, done, times);
    task.fields = fieldsOf(calendar, times);
    task.seriesPosition = 0;
}

}  // namespace groupware::tasks
