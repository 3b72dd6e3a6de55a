#include "groupware/principals/api/list_users.h"

#include "groupware/formats/json/json.h"

#include <algorithm>

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result ListUsers::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto listing = groupware::api::parseListing(call);
    const auto entries = directory_.all(caller);
    auto found = json::makeArray();
    for (const auto& value : *json::requireArray(call.json(), "the body")) {
        const UserId wanted{value.isEmpty() ? caller.user.value : json::integerOf(value, "a user id")};
        const auto entry = std::find_if(entries.begin(), entries.end(),
                                        [&](const DirectoryEntry& one) { return one.user.id == wanted; });
        if (entry != entries.end()) found->add(columns_.row(*entry, listing.columns));
    }
    groupware::api::Result result;
    result.data = found;
    return result;
}

}  // namespace groupware::principals::api
