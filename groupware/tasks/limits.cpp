#include "groupware/tasks/limits.h"

#include "groupware/tasks/options.h"

namespace groupware::tasks {

Limits Limits::from(const Configuration& configuration) {
    const auto count = [&](const auto& option) { return static_cast<std::size_t>(configuration.get(option)); };
    return {.listLength = count(kListLength),
            .searchLength = count(kSearchLength),
            .patternCharacters = count(kPatternCharacters),
            .titleCharacters = count(kTitleCharacters),
            .noteCharacters = count(kNoteCharacters),
            .textCharacters = count(kTextCharacters),
            .participants = count(kParticipants),
            .objectBytes = count(kObjectBytes),
            .importBytes = count(kImportBytes),
            .importObjects = count(kImportObjects)};
}

}  // namespace groupware::tasks
