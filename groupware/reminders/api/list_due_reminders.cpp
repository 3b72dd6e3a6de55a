#include "groupware/reminders/api/list_due_reminders.h"

#include "groupware/api/local_time.h"
#include "groupware/reminders/api/reminder_wire.h"

#include <limits>

namespace groupware::reminders::api {

groupware::api::Result ListDueReminders::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto localTime = zones_.localTime(caller, call);
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
    if (const auto end = call.integer("end")) until = groupware::api::utcOf(localTime, *end);
    const auto modules = modulesOf(call);
    const auto found = service_.due(caller, Instant(std::chrono::milliseconds(until)), modules);
    const Instant now = clock_.now();
    auto list = formats::json::makeArray();
    for (const auto& reminder : found.reminders) list->add(reminderObject(reminder, now, localTime));
    groupware::api::Result answer;
    answer.data = list;
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::reminders::api
