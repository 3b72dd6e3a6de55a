#pragma once

#include "groupware/api/action.h"
#include "groupware/base/clock.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace groupware::api {

/// Stored contents on their way out.
struct Contents {
    std::string etag;  ///< with its quotes; strong: contents never change under it
    Instant modified{};
    std::int64_t size = 0;  ///< octets
    std::string mediaType;
    std::string fileName;
    /// Reads from an offset until the span is full or the contents end; says how many octets. Owns what it reads.
    std::function<std::size_t(std::int64_t, std::span<char>)> readAt;
};

/// The answer to a download: always an attachment with a sandbox policy, so that whatever somebody uploaded never runs
/// in the interface's origin. Ranges and conditional requests as in RFC 9110.
/// @throws Error BadRequest inside of `multiple`
[[nodiscard]] Result answerContents(const Call& call, Contents contents);

/// The call's request, for what cannot be part of `multiple`: a download, an upload.
/// @throws Error BadRequest
[[nodiscard]] const http::Request& requireRequest(const Call& call);

}  // namespace groupware::api
