#include "groupware/attachments/service/attachment_target.h"

#include "groupware/base/error.h"

#include <string>

namespace groupware::attachments {

AttachmentTarget& AttachmentTargets::require(Module module) const {
    for (auto* target : targets_) {
        if (target->module() == module) return *target;
    }
    throw Error(ErrorCode::BadRequest, "no attachments for module " + std::to_string(static_cast<std::int64_t>(module)),
                "Objects of this module have no attachments.");
}

}  // namespace groupware::attachments
