#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace groupware::attachments {

using AttachmentId = Id<struct AttachmentKind>;  ///< of a file, unique inside its context

/// The object types that attachments belong to, by Open-Xchange's numbers. Stored: numbers are never reused.
enum class Module : std::int64_t {
    Appointment = 1,
    Task = 4,
    Contact = 7,
};

/// One object that has attachments. Its folder is not part of its name: attachments stay with an object that moves.
struct Owner {
    Module module{};
    std::int64_t object = 0;
    friend auto operator<=>(const Owner&, const Owner&) = default;
};

/// An object as a client names it: it must (still) be in that folder.
struct Target {
    Owner owner{};
    FolderId folder{};
};

/// A file that hangs on an object. Immutable: who wants another one attaches it and detaches this one. One file may
/// hang on several objects of a type, as on all copies of a meeting: the same id and blob, a row for each.
struct Attachment {
    AttachmentId id{};
    Owner owner{};
    std::string filename{};
    std::string mediaType{};  ///< type/subtype, without parameters
    bool rtf = false;         ///< "the object's notes as rich text", as old clients keep them; only kept
    std::string blobKey{};    ///< in the context's filestore
    std::int64_t size = 0;    ///< octets
    std::string sha256{};     ///< 32 octets
    UserId createdBy{};
    Instant createdAt{};
    Seq seq{};  ///< of the transaction that added it
};

/// What an object's own row says about its attachments: `number_of_attachments` (104) and
/// `lastModifiedOfNewestAttachmentUTC` (105).
struct Summary {
    std::int64_t count = 0;
    std::optional<Instant> newest{};  ///< when the newest was added; nothing without any
};

}  // namespace groupware::attachments
