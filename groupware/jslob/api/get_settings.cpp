#include "groupware/jslob/api/get_settings.h"

#include "groupware/jslob/api/core_settings.h"
#include "groupware/jslob/api/wire.h"

namespace groupware::jslob::api {

engine::Result GetSettings::handle(const Caller& caller, const engine::Call& call) {
    const auto name = nameOf(call);
    const bool core = name.id == kCoreId;
    engine::Result answer;
    if (core) {
        Settings found{.id = name.id, .tree = json::makeObject()};
        for (const auto& settings : service_.all(caller, name.service)) {
            if (settings.id == kCoreId) found.tree = settings.tree;
        }
        answer.data = objectOf(found, tree_, caller);
    } else {
        answer.data = objectOf(service_.get(caller, name), tree_, caller);
    }
    return answer;
}

}  // namespace groupware::jslob::api
