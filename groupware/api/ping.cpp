#include "groupware/api/ping.h"

#include "groupware/formats/json/json.h"

namespace groupware::api {

Result Ping::handle(const Call& /*call*/) {
    auto pong = formats::json::makeObject();
    pong->set("pong", true);
    return {.data = pong};
}

}  // namespace groupware::api
