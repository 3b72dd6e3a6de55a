#include "groupware/contacts/options.h"

#include <array>

namespace groupware::contacts {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 12> kOptions{
        &kCardBytes,     &kCardLines,          &kPictureBytes, &kPicturePixels, &kListLength,   &kSearchLength,
        &kSearchMinimum, &kAutocompleteLength, &kMembers,      &kImportBytes,   &kImportLength, &kCollected};
    return kOptions;
}

}  // namespace groupware::contacts
