#include "groupware/jslob/api/all_settings.h"

#include "groupware/jslob/api/core_settings.h"
#include "groupware/jslob/api/wire.h"

namespace groupware::jslob::api {

engine::Result AllSettings::handle(const Caller& caller, const engine::Call& call) {
    auto objects = json::makeArray();
    bool core = false;
    for (const auto& settings : service_.all(caller, serviceOf(call))) {
        objects->add(objectOf(settings, tree_, caller));
        core = core || settings.id == kCoreId;
    }
    if (!core) objects->add(objectOf({.id = std::string(kCoreId), .tree = json::makeObject()}, tree_, caller));
    engine::Result answer;
    answer.data = objects;
    return answer;
}

}  // namespace groupware::jslob::api
