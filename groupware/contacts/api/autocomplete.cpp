#include "groupware/contacts/api/autocomplete.h"

#include "groupware/contacts/api/wire.h"

#include <utility>

namespace groupware::contacts::api {

engine::Result Autocomplete::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    auto found = service_.autocomplete(caller, {.text = call.require("query"),
                                                .folder = folderOf(call),
                                                .withAddress = call.parameter("email").value_or("true") != "false"});
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
