#include "groupware/reminders/api/delete_reminders.h"

#include "groupware/reminders/api/reminder_wire.h"

namespace groupware::reminders::api {

groupware::api::Result DeleteReminders::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto removed = service_.remove(caller, reminderIdsOf(call.json()));
    auto unknown = formats::json::makeArray();
    for (const ReminderId id : removed.unknown) unknown->add(id.value);
    groupware::api::Result answer;
    answer.data = unknown;
    if (removed.committed.seq.value > 0) {
        answer.timestamp = removed.committed.seq;
        answer.committed = removed.committed;
    }
    return answer;
}

}  // namespace groupware::reminders::api
