#include "groupware/attachments/api/actions.h"

namespace groupware::attachments::api {
namespace {

// Which module a caller must have follows from the object that he names: its type asks for it.
constexpr groupware::api::Requirements kReads{groupware::api::Needs::AnyServer};
constexpr groupware::api::Requirements kWrites{groupware::api::Needs::Master};

}  // namespace

void Actions::addTo(groupware::api::Registry& registry) {
    registry.add("attachment", "all", allAttachments_, {}, kReads);
    registry.add("attachment", "list", listAttachments_, {}, kReads);
    registry.add("attachment", "get", getAttachment_, {}, kReads);
    registry.add("attachment", "updates", listUpdates_, {}, kReads);
    registry.add("attachment", "attach", attachFiles_, {}, kWrites);
    registry.add("attachment", "detach", detachAttachments_, {}, kWrites);
    registry.add("attachment", "document", downloadAttachment_, {}, kReads);
    registry.add("attachment", "zipDocuments", zipAttachments_, {}, kReads);
}

}  // namespace groupware::attachments::api
