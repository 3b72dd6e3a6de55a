#include "groupware/contacts/api/list_anniversaries.h"

#include "groupware/contacts/api/wire.h"

#include <chrono>
#include <utility>

namespace groupware::contacts::api {

engine::Result ListAnniversaries::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const Instant start{std::chrono::milliseconds(call.requireInteger("start"))};
    const Instant end{std::chrono::milliseconds(call.requireInteger("end"))};
    auto found = service_.anniversaries(caller, folderOf(call), start, end);
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
