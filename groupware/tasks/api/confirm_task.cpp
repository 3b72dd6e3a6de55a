#include "groupware/tasks/api/confirm_task.h"

#include "groupware/base/error.h"
#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result ConfirmTask::handle(const Caller& caller, const engine::Call& call) {
    const auto task = taskRefOf(call);
    const Seq seen{call.requireInteger("timestamp")};
    const auto body = json::requireObject(call.json(), "the confirmation");
    const auto confirmation = json::integer(*body, "confirmation");
    if (!confirmation || *confirmation < 0 || *confirmation > 3)
        throw Error(ErrorCode::BadRequest, "no confirmation", "\"confirmation\" must be 0 to 3.");
    const auto message = json::text(*body, "confirmmessage").value_or("");
    return written(service_.confirm(caller, task, static_cast<Confirmation>(*confirmation), message, seen));
}

}  // namespace groupware::tasks::api
