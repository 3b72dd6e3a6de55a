#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <string>

namespace groupware::uploads {

/// A file that waits to be used.
struct Upload {
    std::string id{};  ///< 32 hex digits, random
    UserId owner{};
    std::string filename{};
    std::string mediaType{};  ///< type/subtype, without parameters
    std::string blobKey{};    ///< in the context's filestore
    std::int64_t size = 0;    ///< octets
    std::string sha256{};     ///< 32 octets
    Instant createdAt{};
    Instant expiresAt{};
};

}  // namespace groupware::uploads
