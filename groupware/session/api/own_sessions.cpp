#include "groupware/session/api/own_sessions.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"

#include <vector>

namespace groupware::session::api {

namespace json = formats::json;

groupware::api::Result AllSessions::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    auto sessions = json::makeArray();
    for (const auto& session : service_.list(caller)) {
        auto entry = json::makeObject();
        entry->set("sessionId", session.id.hex());
        entry->set("ipAddress", session.address);
        entry->set("client", session.client);
        entry->set("ctxId", caller.context.value);
        entry->set("userId", session.user.value);
        entry->set("loginTime", session.created.time_since_epoch().count());
        entry->set("lastActive", session.lastUsed.time_since_epoch().count());
        sessions->add(entry);
    }
    groupware::api::Result result;
    result.data = sessions;
    return result;
}

groupware::api::Result DeleteSessions::handle(const Caller& caller, const groupware::api::Call& call) {
    std::vector<SessionId> ids;
    for (const auto& value : *json::requireArray(call.json(), "the body")) {
        const auto id = SessionId::parse(json::textOf(value, "a session id"));
        if (!id) throw Error(ErrorCode::BadRequest, "not a session id", "The body lists session ids.");
        ids.push_back(*id);
    }
    groupware::api::Result result;
    result.committed = service_.endThese(caller, ids);
    result.data = json::makeObject();
    return result;
}

groupware::api::Result ClearSessions::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    groupware::api::Result result;
    result.committed = service_.endOthers(caller);
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::session::api
