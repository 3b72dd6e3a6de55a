#pragma once

#include "groupware/contacts/contact.h"
#include "groupware/contacts/limits.h"
#include "groupware/contacts/picture.h"

#include <optional>
#include <string>
#include <vector>

namespace groupware::contacts {

/// What a client wants different. Absent members stay as they are.
struct ContactPatch {
    std::optional<FolderId> folder{};
    Fields fields{};                   ///< normalized; an empty value removes
    std::optional<std::string> uid{};  ///< of a new contact; ignored for others
    std::optional<bool> isList{};
    std::optional<std::vector<Member>> members{};
    std::optional<Picture> picture{};
    bool removePicture = false;
};

/// Refuses what could not be stored. Needs no contact, so it comes before anything is read or sent.
/// @throws Error BadRequest, TooLarge
void requireValid(const ContactPatch& patch, const Limits& limits);

}  // namespace groupware::contacts
