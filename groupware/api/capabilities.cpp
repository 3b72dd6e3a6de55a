#include "groupware/api/capabilities.h"

#include "groupware/formats/json/json.h"

#include <algorithm>

namespace groupware::api {
namespace {

namespace json = formats::json;

bool has(const Caller& caller, const Capability& capability) {
    return capability.module.empty() ||
           std::find(caller.modules.begin(), caller.modules.end(), capability.module) != caller.modules.end();
}

json::Object::Ptr describe(const Capability& capability) {
    auto object = json::makeObject();
    object->set("id", capability.id);
    object->set("attributes", json::makeObject());
    return object;
}

}  // namespace

Result AllCapabilities::handle(const Caller& caller, const Call& /*call*/) {
    auto all = json::makeArray();
    for (const auto& capability : list_) {
        if (has(caller, capability)) all->add(describe(capability));
    }
    return {.data = all};
}

Result GetCapability::handle(const Caller& caller, const Call& call) {
    const std::string id = call.require("id");
    const auto found =
        std::find_if(list_.begin(), list_.end(), [&](const auto& c) { return c.id == id && has(caller, c); });
    return {.data = found == list_.end() ? json::makeObject() : describe(*found)};
}

}  // namespace groupware::api
