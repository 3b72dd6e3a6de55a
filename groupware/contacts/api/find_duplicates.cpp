#include "groupware/contacts/api/find_duplicates.h"

#include "groupware/contacts/api/wire.h"

#include <string>

namespace groupware::contacts::api {

engine::Result FindDuplicates::handle(const Caller& caller, const engine::Call& call) {
    const auto [groups, seq] = service_.duplicates(caller, folderId(call.require("folder")));
    auto data = json::makeArray();
    for (const auto& group : groups) {
        auto ids = json::makeArray();
        for (const ContactId id : group.contacts) ids->add(std::to_string(id.value));
        auto reasons = json::makeArray();
        for (const auto& reason : group.reasons) reasons->add(reason);
        auto object = json::makeObject();
        object->set("ids", ids);
        object->set("reasons", reasons);
        data->add(object);
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = seq;
    return answer;
}

}  // namespace groupware::contacts::api
