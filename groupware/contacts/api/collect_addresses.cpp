#include "groupware/contacts/api/collect_addresses.h"

#include "groupware/contacts/api/wire.h"

#include <vector>

namespace groupware::contacts::api {

engine::Result CollectAddresses::handle(const Caller& caller, const engine::Call& call) {
    std::vector<CollectedAddress> addresses;
    const auto list = json::requireArray(call.json(), "the body");
    for (const auto& each : *list) {
        const auto object = json::requireObject(each, "an address");
        addresses.push_back({.address = json::text(*object, "mail").value_or(""),
                             .name = json::text(*object, "display_name").value_or("")});
    }
    const auto collected = service_.collect(caller, addresses);
    auto data = json::makeObject();
    data->set("added", collected.added);
    data->set("used", collected.used);
    engine::Result answer;
    answer.data = data;
    answer.committed = collected.committed;
    return answer;
}

}  // namespace groupware::contacts::api
