#pragma once

#include "groupware/formats/lines/content_line.h"
#include "groupware/formats/lines/limits.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace groupware::formats::lines {

/// The content lines of a text. Their sources in a row are the text again, octet for octet: what is blank belongs to
/// the line before it, or, with a byte order mark, to the first.
///
/// Takes what clients send besides RFC 5545 section 3.1 and RFC 6350 section 3.2: line ends of LF or CR CR LF, and of
/// vCard 2.1 bare words as parameters, quoted-printable values with soft breaks, and base64 that goes on without being
/// indented up to an empty line. Octets are not checked to be UTF-8.
///
/// @param firstLine  number of the text's first line, for messages
/// @throws Error BadRequest naming the line that has no name, no colon, or a quote without end; TooLarge beyond a limit
[[nodiscard]] std::vector<ContentLine> parseLines(std::string_view text, const Limits& limits,
                                                  std::size_t firstLine = 1);

}  // namespace groupware::formats::lines
