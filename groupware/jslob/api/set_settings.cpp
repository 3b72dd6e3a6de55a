#include "groupware/jslob/api/set_settings.h"

#include "groupware/jslob/api/core_settings.h"
#include "groupware/jslob/api/wire.h"

namespace groupware::jslob::api {

engine::Result SetSettings::handle(const Caller& caller, const engine::Call& call) {
    const auto name = nameOf(call);
    json::Object::Ptr tree;
    if (!call.json().isEmpty()) tree = json::requireObject(call.json(), "the settings");
    if (!tree.isNull() && name.id == kCoreId) {
        (void)writeCore(tree_, caller, *tree);
        tree = withoutCore(*tree);
    }
    engine::Result answer;
    answer.committed = service_.set(caller, name, tree);
    return answer;
}

}  // namespace groupware::jslob::api
