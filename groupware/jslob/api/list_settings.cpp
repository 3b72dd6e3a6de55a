#include "groupware/jslob/api/list_settings.h"

#include "groupware/jslob/api/wire.h"

#include <map>
#include <set>
#include <string>

namespace groupware::jslob::api {

engine::Result ListSettings::handle(const Caller& caller, const engine::Call& call) {
    const auto ids = json::requireArray(call.json(), "the list of ids");
    std::map<std::string, Settings> known;  // all of a user's are few
    for (auto& settings : service_.all(caller, serviceOf(call))) known.emplace(settings.id, settings);
    auto objects = json::makeArray();
    std::set<std::string> answered;
    for (const auto& element : *ids) {
        const auto id = json::textOf(element, "an id");
        if (!answered.insert(id).second) continue;
        const auto at = known.find(id);
        objects->add(
            objectOf(at != known.end() ? at->second : Settings{.id = id, .tree = json::makeObject()}, tree_, caller));
    }
    engine::Result answer;
    answer.data = objects;
    return answer;
}

}  // namespace groupware::jslob::api
