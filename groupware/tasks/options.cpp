#include "groupware/tasks/options.h"

#include <array>

namespace groupware::tasks {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 10> kOptions{
        &kListLength,     &kSearchLength, &kPatternCharacters, &kTitleCharacters, &kNoteCharacters,
        &kTextCharacters, &kParticipants, &kObjectBytes,       &kImportBytes,     &kImportObjects};
    return kOptions;
}

}  // namespace groupware::tasks
