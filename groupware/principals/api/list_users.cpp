#include "groupware/principals/api/list_users.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/api/id_list.h"

#include <cstdint>
#include <map>

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result ListUsers::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto listing = groupware::api::parseListing(call, columns_);
    const auto body = json::requireArray(call.json(), "the body");
    if (body->size() > listLength_) {
        throw Error(ErrorCode::TooLarge, "more ids than principals.listLength", "The list has too many ids.");
    }
    const auto all = directory_.all(caller);
    std::map<std::int64_t, const DirectoryEntry*> known;
    for (const auto& entry : all.users) known.emplace(entry.user.id.value, &entry);
    auto found = json::makeArray();
    for (const auto& value : *body) {
        const auto at = known.find(value.isEmpty() ? caller.user.value : idOf(value));
        if (at == known.end()) continue;
        found->add(columns_.row(*at->second, listing));
        known.erase(at);
    }
    groupware::api::Result result;
    result.data = found;
    result.timestamp = all.seq;
    return result;
}

}  // namespace groupware::principals::api
