#include "groupware/infostore/limits.h"

#include "groupware/base/error.h"
#include "groupware/infostore/options.h"

#include <string>

namespace groupware::infostore {

Limits Limits::from(const Configuration& configuration) {
    const auto count = [&](const IntegerOption& option) { return static_cast<std::size_t>(configuration.get(option)); };
    return {.uploadBytes = configuration.get(kUploadBytes),
            .precheckBytes = configuration.get(kPrecheckBytes),
            .versions = static_cast<int>(configuration.get(kVersions)),
            .listLength = count(kListLength),
            .searchLength = count(kSearchLength),
            .nameCharacters = count(kNameCharacters),
            .titleCharacters = count(kTitleCharacters),
            .descriptionCharacters = count(kDescriptionCharacters),
            .textCharacters = count(kTextCharacters),
            .patternCharacters = count(kPatternCharacters),
            .lockDefault = configuration.get(kLockDefault),
            .lockMaximum = configuration.get(kLockMaximum)};
}

void requireShort(std::optional<std::int64_t> length, const Limits& limits) {
    if (!length || *length <= limits.uploadBytes) return;
    const auto limit = std::to_string(limits.uploadBytes);
    throw Error(ErrorCode::TooLarge, "upload beyond " + limit + " octets",
                "This file is larger than the allowed " + limit + " bytes.");
}

}  // namespace groupware::infostore
