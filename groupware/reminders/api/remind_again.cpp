#include "groupware/reminders/api/remind_again.h"

#include "groupware/api/local_time.h"
#include "groupware/base/error.h"
#include "groupware/reminders/api/reminder_wire.h"

namespace groupware::reminders::api {

groupware::api::Result RemindAgain::handle(const Caller& caller, const groupware::api::Call& call) {
    const ReminderId id{call.requireInteger("id")};
    const auto localTime = zones_.localTime(caller, call);
    const auto alarm = formats::json::integer(*formats::json::requireObject(call.json(), "the body"), "alarm");
    if (!alarm) throw Error(ErrorCode::BadRequest, "no alarm", "The body needs \"alarm\", a time.");
    const Instant at(std::chrono::milliseconds(groupware::api::utcOf(localTime, *alarm)));
    const auto moved = service_.remindAgain(caller, id, at);
    groupware::api::Result answer;
    answer.data = reminderObject(moved.reminder, clock_.now(), localTime);
    answer.timestamp = moved.reminder.seq;
    answer.committed = moved.committed;
    return answer;
}

}  // namespace groupware::reminders::api
