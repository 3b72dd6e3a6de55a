#include "groupware/principals/api/set_attribute.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/own_attribute.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result SetAttribute::handle(const Caller& caller, const groupware::api::Call& call) {
    requireSelf(caller, call);
    const auto body = json::requireObject(call.json(), "the body");
    const auto written = directory_.setCustomAttribute(caller, storedName(json::text(*body, "name").value_or("")),
                                                       json::text(*body, "value"), call.flag("setIfAbsent"));
    groupware::api::Result result;
    result.data = written.set;
    result.committed = written.committed;
    return result;
}

}  // namespace groupware::principals::api
