#include "groupware/principals/api/all_resources.h"

#include "groupware/formats/json/json.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result AllResources::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    const auto all = directory_.all(caller);
    auto ids = json::makeArray();
    for (const auto& resource : all.resources) ids->add(resource.id.value);
    groupware::api::Result result;
    result.data = ids;
    result.timestamp = all.seq;
    return result;
}

}  // namespace groupware::principals::api
