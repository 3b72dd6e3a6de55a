#include "groupware/infostore/api/check_name.h"

#include "groupware/infostore/api/wire.h"
#include "groupware/infostore/name.h"

namespace groupware::infostore::api {

engine::Result CheckName::handle(const Caller& /*caller*/, const engine::Call& call) {
    requireValidName(call.require("name"), service_.limits().nameCharacters);
    engine::Result answer;
    answer.data = json::makeObject();
    return answer;
}

}  // namespace groupware::infostore::api
