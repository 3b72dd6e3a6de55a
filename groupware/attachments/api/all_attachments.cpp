#include "groupware/attachments/api/all_attachments.h"

#include "groupware/attachments/api/wire.h"

namespace groupware::attachments::api {

engine::Result AllAttachments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const Target target = targetOf(call);
    const auto found = service_.all(caller, target);
    engine::Result answer;
    answer.data = view_.rows(found.attachments, target.folder, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::attachments::api
