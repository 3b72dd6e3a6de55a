#pragma once

#include "groupware/formats/vcard/card.h"

#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::vcard {

/// PHOTO, LOGO, SOUND or KEY: octets inside of the card, or where they are.
struct Binary {
    std::string mediaType{};  ///< for example "image/jpeg"; empty if nothing says it
    std::string octets{};
    std::string uri{};  ///< instead of octets

    [[nodiscard]] friend bool operator==(const Binary&, const Binary&) = default;
};

/// From `data:` URIs (RFC 6350 section 6.2.4), ENCODING=b (RFC 2426 section 3.1.4) or BASE64 of vCard 2.1, whatever the
/// version of the card. Nothing if it cannot be decoded.
[[nodiscard]] std::optional<Binary> binaryOf(const ContentLine& property);

/// Writes it as the version does, with uri if there are no octets. Changes nothing if it is the same.
void putBinary(ContentLine& property, const Binary& binary, Version version);

/// The same without looking what is there, for a line of another version.
void writeBinary(ContentLine& property, const Binary& binary, Version version);

/// The preferred PHOTO that can be decoded.
[[nodiscard]] std::optional<Binary> photo(const Card& card);
/// Replaces the preferred one, together with Apple's rectangle that crops it. Nothing removes all.
void setPhoto(Card& card, const std::optional<Binary>& photo);

}  // namespace groupware::formats::vcard
