#include "groupware/folders/api/delete_link.h"

#include "groupware/folders/api/share_wire.h"

namespace groupware::folders::api {

namespace json = formats::json;

engine::Result DeleteLink::handle(const Caller& caller, const engine::Call& call) {
    const Seq known{call.requireInteger("timestamp")};
    engine::Result result;
    result.committed = service_.deleteLink(caller, targetOf(*json::requireObject(call.json(), "the body")), known);
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::folders::api
