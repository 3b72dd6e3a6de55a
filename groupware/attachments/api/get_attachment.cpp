#include "groupware/attachments/api/get_attachment.h"

#include "groupware/attachments/api/wire.h"

namespace groupware::attachments::api {

engine::Result GetAttachment::handle(const Caller& caller, const engine::Call& call) {
    const Target target = targetOf(call);
    const auto attachment = service_.get(caller, target, attachmentOf(call));
    engine::Result answer;
    answer.data = view_.object(attachment, target.folder, caller, call);
    answer.timestamp = attachment.seq;
    return answer;
}

}  // namespace groupware::attachments::api
