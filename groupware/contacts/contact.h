#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/contacts/fields.h"

#include <cstdint>
#include <string>
#include <vector>

namespace groupware::contacts {

/// Unique inside its context. In the global address book it is the user's id.
using ContactId = Id<struct ContactKind>;

/// One entry of a distribution list.
struct Member {
    ContactId contact{};  ///< 0 = an address that stands for itself
    FolderId folder{};    ///< of the contact, if there is one; filled when read
    int mailField = 0;    ///< 1 to 3: which address of the contact; 0 = independent
    std::string name{};   ///< as it was when it was added, and is kept up with the contact
    std::string mail{};   ///< likewise
    std::string sortName{};

    [[nodiscard]] friend bool operator==(const Member&, const Member&) = default;
};

/// Most addresses that the interface has for one contact.
inline constexpr int kMailFields = 3;

/// A contact or a distribution list, as lists show it. Its card and picture are read apart.
struct Contact {
    ContactId id{};
    FolderId folder{};
    std::string name{};  ///< resource name for CardDAV, unique in its folder
    std::string uid{};
    Fields fields{};                       ///< what the card says
    std::vector<std::string> addresses{};  ///< all of the card, only where a contact is about to be written
    bool isList = false;
    int memberCount = 0;            ///< of a list
    std::vector<Member> members{};  ///< only if asked for
    bool hasPicture = false;
    std::string pictureType{};  ///< media type
    Seq pictureSeq{};           ///< of its last change
    int attachments = 0;
    std::int64_t newestAttachment = 0;  ///< milliseconds since 1970; 0 = none
    std::int64_t useCount = 0;
    UserId user{};  ///< whom the contact is, in the global address book
    UserId createdBy{};
    Instant createdAt{};
    UserId changedBy{};
    Seq createdSeq{};
    Seq seq{};

    [[nodiscard]] bool isPrivate() const { return fields.contains(column::kPrivate); }
};

}  // namespace groupware::contacts
