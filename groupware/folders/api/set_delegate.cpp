#include "groupware/folders/api/set_delegate.h"

#include "groupware/base/error.h"
#include "groupware/folders/api/delegate_wire.h"

namespace groupware::folders::api {

namespace json = formats::json;

engine::Result SetDelegate::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireObject(call.json(), "the body");
    const auto level = delegationLevel(json::text(*body, "level").value_or(""));
    if (!level) throw Error(ErrorCode::BadRequest, "delegation level", "The level of a delegate is read or write.");
    engine::Result result;
    result.committed = service_.set(caller, {granteeFrom(*body), *level});
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::folders::api
