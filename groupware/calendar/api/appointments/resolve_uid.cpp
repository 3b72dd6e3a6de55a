#include "groupware/calendar/api/appointments/resolve_uid.h"

namespace groupware::calendar::api {

engine::Result ResolveUid::handle(const Caller& caller, const engine::Call& call) {
    const Event event = appointments_.queries().byUid(caller, call.require("uid"));
    auto data = json::makeObject();
    data->set("id", event.id.value);
    data->set("folder_id", event.folder.value);
    engine::Result answer;
    answer.data = data;
    answer.timestamp = event.seq;
    return answer;
}

}  // namespace groupware::calendar::api
