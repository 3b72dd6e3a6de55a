#include "groupware/folders/api/update_link.h"

#include "groupware/folders/api/share_wire.h"
#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result UpdateLink::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireObject(call.json(), "the body");
    const Seq known{call.requireInteger("timestamp")};
    ShareLinkChange change;
    if (body->has("password")) change.password = json::text(*body, "password").value_or("");
    change.changesExpiry = body->has("expiry_date");
    change.expires = expiryOf(*body);
    engine::Result result;
    result.committed = service_.updateLink(caller, targetOf(*body), change, known);
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::folders::api
