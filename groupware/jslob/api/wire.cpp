#include "groupware/jslob/api/wire.h"

#include "groupware/jslob/api/core_settings.h"

namespace groupware::jslob::api {
namespace {

constexpr const char* kDefaultService = "com.openexchange.jslob.config";

}  // namespace

std::string serviceOf(const engine::Call& call) {
    return call.parameter("serviceId").value_or(kDefaultService);
}

SettingsName nameOf(const engine::Call& call) {
    return {.service = serviceOf(call), .id = call.require("id")};
}

json::Object::Ptr objectOf(const Settings& settings, const engine::ConfigTree& tree, const Caller& caller) {
    auto object = json::makeObject();
    object->set("id", settings.id);
    object->set("tree", settings.id == kCoreId ? withCore(tree, caller, *settings.tree) : settings.tree);
    object->set("meta", json::makeObject());
    return object;
}

}  // namespace groupware::jslob::api
