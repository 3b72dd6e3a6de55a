#pragma once

#include <string>
#include <string_view>

namespace groupware::formats::mime {

/// Longest media type that is kept, in octets.
inline constexpr std::size_t kMaxMediaTypeOctets = 127;

inline constexpr std::string_view kUnknownMediaType = "application/octet-stream";

/// The media type that a file name's extension stands for, or kUnknownMediaType.
[[nodiscard]] std::string_view mediaTypeOfName(std::string_view filename);

/// What to store: the client's word without parameters and in lower case, if it is well-formed (RFC 9110 section
/// 8.3.1) and says more than kUnknownMediaType; else what the name says.
[[nodiscard]] std::string chooseMediaType(std::string_view claimed, std::string_view filename);

}  // namespace groupware::formats::mime
