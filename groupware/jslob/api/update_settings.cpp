#include "groupware/jslob/api/update_settings.h"

#include "groupware/jslob/api/core_settings.h"
#include "groupware/jslob/api/wire.h"

namespace groupware::jslob::api {

engine::Result UpdateSettings::handle(const Caller& caller, const engine::Call& call) {
    const auto name = nameOf(call);
    auto patch = json::requireObject(call.json(), "the settings");
    if (name.id == kCoreId) {
        (void)writeCore(tree_, caller, *patch);
        patch = withoutCore(*patch);
    }
    engine::Result answer;
    answer.committed = service_.update(caller, name, *patch);
    return answer;
}

}  // namespace groupware::jslob::api
