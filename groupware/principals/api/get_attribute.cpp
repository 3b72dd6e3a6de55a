#include "groupware/principals/api/get_attribute.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/own_attribute.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result GetAttribute::handle(const Caller& caller, const groupware::api::Call& call) {
    requireSelf(caller, call);
    const auto name = call.require("name");
    auto data = json::makeObject();
    data->set("name", name);
    if (const auto value = directory_.attribute(caller, storedName(name))) data->set("value", *value);
    groupware::api::Result result;
    result.data = data;
    return result;
}

}  // namespace groupware::principals::api
