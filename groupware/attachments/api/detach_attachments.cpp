#include "groupware/attachments/api/detach_attachments.h"

#include "groupware/attachments/api/wire.h"

namespace groupware::attachments::api {

engine::Result DetachAttachments::handle(const Caller& caller, const engine::Call& call) {
    const Target target = targetOf(call);
    const auto written = service_.detach(caller, target, attachmentsOf(call));
    engine::Result answer;
    answer.data = json::makeArray();  // of what could not be removed: all of it is gone
    answer.timestamp = written.committed.seq;
    answer.committed = written.committed;
    return answer;
}

}  // namespace groupware::attachments::api
