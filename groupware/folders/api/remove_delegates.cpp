#include "groupware/folders/api/remove_delegates.h"

#include "groupware/base/error.h"
#include "groupware/folders/api/delegate_wire.h"
#include "groupware/folders/options.h"

#include <vector>

namespace groupware::folders::api {

namespace json = formats::json;

engine::Result RemoveDelegates::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireArray(call.json(), "the body");
    if (static_cast<std::int64_t>(body->size()) > kMaxDelegates.max) {
        throw Error(ErrorCode::TooLarge, "too many delegates in one request", "Too many delegates in one request.");
    }
    std::vector<Grantee> delegates;
    for (const auto& element : *body) delegates.push_back(granteeFrom(*json::requireObject(element, "a delegate")));
    engine::Result result;
    result.committed = service_.remove(caller, delegates);
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::folders::api
