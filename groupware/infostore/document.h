#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>

namespace groupware::infostore {

/// A write lock: until `until`, only `owner` may change, move or delete the document.
struct Lock {
    UserId owner{};
    Instant until{};
    friend bool operator==(const Lock&, const Lock&) = default;
};

/// One set of contents. Immutable; its blob belongs to it alone.
struct Version {
    int number = 0;           ///< from 1; never reused inside its document, also not after a detach
    std::string blobKey{};    ///< in the context's filestore
    std::int64_t size = 0;    ///< octets
    std::string sha256{};     ///< 32 octets
    std::string md5{};        ///< 16 octets; a fingerprint that clients ask for, never a proof
    std::string mediaType{};  ///< type/subtype, without parameters
    std::string filename{};   ///< at the time it was added
    std::string comment{};
    UserId createdBy{};
    Instant createdAt{};
};

/// A document: metadata, and any number of versions of its contents. A document without contents is a note or a link.
struct Document {
    DocumentId id{};
    FolderId folder{};
    std::string filename{};  ///< unique inside its folder, compared byte by byte; empty if it has no contents
    std::string title{};
    std::string description{};
    std::string url{};
    std::string categories{};  ///< comma-separated, as the client gave them
    int colorLabel = 0;        ///< 0 = none, else 1..kMaxColorLabel
    int currentVersion = 0;    ///< 0 = no contents
    int lastVersion = 0;       ///< highest number ever given
    int versionCount = 0;
    std::optional<Lock> lock{};  ///< also one that has expired: see lockHolder()
    UserId createdBy{};
    Instant createdAt{};
    UserId changedBy{};
    Instant modified{};  ///< of the contents, as the client sees it; apart from `seq`, which counts every change
    Seq createdSeq{};
    Seq seq{};
    std::optional<FolderId> origin{};   ///< in a trash: the folder that it came from, if that is known
    std::optional<Version> contents{};  ///< the current version; nothing if there is none
};

/// OX's colour labels are 0 to 10.
inline constexpr int kMaxColorLabel = 10;

}  // namespace groupware::infostore
