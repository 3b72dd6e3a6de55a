#include "groupware/attachments/options.h"

#include <array>

namespace groupware::attachments {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 4> kOptions{&kAttachmentBytes, &kPrecheckBytes, &kAttachmentsPerObject,
                                                       &kNameCharacters};
    return kOptions;
}

}  // namespace groupware::attachments
