#include "groupware/attachments/limits.h"

#include "groupware/attachments/options.h"

namespace groupware::attachments {

Limits Limits::from(const Configuration& configuration) {
    return {.bytes = configuration.get(kAttachmentBytes),
            .precheckBytes = configuration.get(kPrecheckBytes),
            .perObject = static_cast<std::size_t>(configuration.get(kAttachmentsPerObject)),
            .nameCharacters = static_cast<std::size_t>(configuration.get(kNameCharacters))};
}

}  // namespace groupware::attachments
