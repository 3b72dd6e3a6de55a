#include "groupware/infostore/limits.h"

#include "groupware/infostore/options.h"

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

}  // namespace groupware::infostore
