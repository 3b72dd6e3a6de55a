#include "groupware/principals/api/resource_wire.h"

namespace groupware::principals::api {

namespace json = formats::json;

json::Object::Ptr resourceToWire(const Resource& resource) {
    auto object = json::makeObject();
    object->set("id", resource.id.value);
    object->set("name", resource.name);
    object->set("display_name", resource.displayName);
    object->set("mailaddress", resource.email);
    object->set("description", resource.description);
    object->set("availability", resource.available);
    object->set("last_modified", resource.seq.value);
    object->set("last_modified_utc", resource.seq.value);
    return object;
}

json::Array::Ptr resourcesToWire(const std::vector<Resource>& resources) {
    auto array = json::makeArray();
    for (const auto& resource : resources) array->add(resourceToWire(resource));
    return array;
}

ResourceChange resourceFieldsOf(const groupware::api::Call& call) {
    const auto body = json::requireObject(call.json(), "the body");
    return {.name = json::text(*body, "name"),
            .displayName = json::text(*body, "display_name"),
            .email = json::text(*body, "mailaddress"),
            .description = json::text(*body, "description"),
            .available = json::flag(*body, "availability")};
}

}  // namespace groupware::principals::api
