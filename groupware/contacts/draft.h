#pragma once

#include "groupware/contacts/contact.h"
#include "groupware/contacts/contact_patch.h"
#include "groupware/contacts/limits.h"
#include "groupware/contacts/picture.h"
#include "groupware/formats/vcard/card.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::contacts {

/// A contact that is about to be written: the card, and what follows from it.
struct Draft {
    Contact contact{};
    formats::vcard::Card card;         ///< without the lines that are kept apart
    std::vector<std::string> lines{};  ///< those
};

/// From a whole card, as a client sent it. `contact` has what the card says and nothing else.
[[nodiscard]] Draft draftOf(const formats::vcard::Card& card);

/// What the card says goes into `contact`: fields, addresses, uid, and whether it is a list. Not the picture.
void describe(Draft& draft);

/// Reads one card and checks it against the limits.
/// @throws Error BadRequest, TooLarge
[[nodiscard]] Draft readDraft(std::string_view card, const Limits& limits);
/// @throws Error TooLarge
void requireWithin(const Draft& draft, const Limits& limits);

/// Replaces or removes the picture; `draft.lines` must be all that there are.
void setPicture(Draft& draft, const std::optional<Picture>& picture);

/// The preferred picture of a card's kept-apart lines, if it is one that readPictureHeader() knows.
[[nodiscard]] std::optional<Picture> pictureOf(const formats::vcard::Card& card);
[[nodiscard]] std::optional<Picture> pictureOf(const std::vector<std::string>& lines);

/// Puts a client's change into the draft, but for its folder and its members.
void apply(const ContactPatch& patch, Draft& draft);

/// A name for CardDAV from a UID: letters, digits and a few signs, ".vcf" at the end. Others for other UIDs.
[[nodiscard]] std::string resourceName(std::string_view uid);
/// RFC 4122 section 4.4, as text.
/// @param random  16 octets
[[nodiscard]] std::string uuidText(std::string_view random);

}  // namespace groupware::contacts
