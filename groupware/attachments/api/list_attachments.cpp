#include "groupware/attachments/api/list_attachments.h"

#include "groupware/attachments/api/wire.h"

#include <map>
#include <vector>

namespace groupware::attachments::api {

engine::Result ListAttachments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const Target target = targetOf(call);
    const auto wanted = attachmentsOf(call);
    const auto found = service_.all(caller, target);  // an object has few: one statement, whatever is asked for
    std::map<AttachmentId, const Attachment*> known;
    for (const Attachment& attachment : found.attachments) known.emplace(attachment.id, &attachment);
    std::vector<Attachment> named;
    for (const AttachmentId id : wanted) {
        const auto at = known.find(id);
        if (at == known.end()) continue;
        named.push_back(*at->second);
        known.erase(at);
    }
    engine::Result answer;
    answer.data = view_.rows(named, target.folder, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::attachments::api
