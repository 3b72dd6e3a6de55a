#include "groupware/contacts/api/advanced_search.h"

#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/contact_filter.h"

#include <utility>

namespace groupware::contacts::api {

engine::Result AdvancedSearch::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto body = json::requireObject(call.json(), "the search");
    auto filter = readFilter(body->get("filter"));
    auto found = service_.search(caller, {.folders = std::move(filter.folders), .filter = std::move(filter.holds)},
                                 View::wantsMembers(listing));
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
