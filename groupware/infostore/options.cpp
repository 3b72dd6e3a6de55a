#include "groupware/infostore/options.h"

#include <array>

namespace groupware::infostore {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 12> kOptions{&kUploadBytes,       &kPrecheckBytes,         &kVersions,
                                                        &kListLength,        &kSearchLength,          &kNameCharacters,
                                                        &kTitleCharacters,   &kDescriptionCharacters, &kTextCharacters,
                                                        &kPatternCharacters, &kLockDefault,           &kLockMaximum};
    return kOptions;
}

}  // namespace groupware::infostore
