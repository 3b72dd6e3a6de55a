#include "groupware/contacts/limits.h"

#include "groupware/contacts/options.h"

namespace groupware::contacts {

Limits Limits::from(const Configuration& configuration) {
    const auto count = [&](const IntegerOption& option) { return static_cast<std::size_t>(configuration.get(option)); };
    const auto size = [&](const SizeOption& option) { return static_cast<std::size_t>(configuration.get(option)); };
    return {.cardBytes = size(kCardBytes),
            .cardLines = count(kCardLines),
            .pictureBytes = size(kPictureBytes),
            .picturePixels = static_cast<std::uint32_t>(configuration.get(kPicturePixels)),
            .listLength = count(kListLength),
            .searchLength = count(kSearchLength),
            .searchMinimum = count(kSearchMinimum),
            .autocompleteLength = count(kAutocompleteLength),
            .members = count(kMembers),
            .importBytes = size(kImportBytes),
            .importLength = count(kImportLength),
            .collected = configuration.get(kCollected)};
}

formats::vcard::Limits Limits::card() const {
    return {.octets = cardBytes + pictureBytes / 2 * 3, .lines = cardLines + pictureBytes / 64};
}

}  // namespace groupware::contacts
