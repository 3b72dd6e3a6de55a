#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace groupware::formats::lines {

/// Longest physical line, in octets, without its line end. RFC 5545 section 3.1, RFC 6350 section 3.2.
inline constexpr std::size_t kMaxLineOctets = 75;

/// Appends one content line in physical lines of at most kMaxLineOctets octets, each ended by `lineEnd`. Those after
/// the first start with a space, which counts.
///
/// @note never splits inside a UTF-8 sequence, although RFC 5545 allows it: some clients decode each physical line on
///       its own. RFC 6350 forbids it.
void appendFolded(std::string& out, std::string_view line, std::string_view lineEnd);

/// The same for a quoted-printable value: an equals sign at the end of a physical line continues it, and nothing is
/// put in front of the next. RFC 2045 section 6.7 rule 5, as vCard 2.1 uses it.
/// @param head  everything up to the value, with its colon; not broken, however long
void appendSoftBroken(std::string& out, std::string_view head, std::string_view value, std::string_view lineEnd);

}  // namespace groupware::formats::lines
