#include "groupware/calendar/api/attached_files.h"

#include "groupware/calendar/api/delegated_call.h"
#include "groupware/calendar/api/wire.h"

#include <string>

namespace groupware::calendar::api {

engine::Result AttachedFiles::handle(const Caller& caller, const engine::Call& call) {
    const auto ref = eventRefOf(call);
    DelegatedCall::Parameters parameters;
    if (form_ == Form::One) parameters["id"] = std::to_string(call.requireInteger("managedId"));
    const auto found = queries_.list(caller, {&ref, 1}, {});
    if (found.events.empty())
        throw Error(ErrorCode::NotFound, "no event " + std::to_string(ref.id.value), "This event does not exist.");
    parameters["module"] = "1";
    parameters["folder"] = std::to_string(ref.folder.value);
    parameters["attached"] = std::to_string(found.events.front().object.value);
    return files_.handle(caller, DelegatedCall(call, std::move(parameters)));
}

}  // namespace groupware::calendar::api
