#pragma once

#include "groupware/formats/mime/header.h"
#include "groupware/formats/mime/mailbox.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::mime {

/// What a message may have. More is TooLarge.
struct MessageLimits {
    std::size_t octets = 32UL << 20;
    std::size_t headerOctets = 128UL << 10;  ///< of the message, and of each part
    std::size_t parts = 200;                 ///< multiparts included
    std::size_t depth = 10;                  ///< of parts in parts
};

/// A part that has no parts.
struct ReceivedPart {
    ParameterizedValue type;  ///< "text/plain" if the part does not say
    std::string fileName;     ///< UTF-8; mostly empty
    std::string content;      ///< decoded; texts (`text/*`) converted to UTF-8, as far as their character set is known
};

struct ReceivedMessage {
    std::vector<HeaderField> header;
    std::vector<ReceivedPart> parts;  ///< in their order, however deep they lay

    /// The mailboxes in the first field of that name.
    [[nodiscard]] std::vector<Mailbox> mailboxes(std::string_view name) const;
    /// The first field of that name, decoded; empty if there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
};

/// Takes a message as strangers send it: also with lines that end with LF, without a last boundary, with octets that
/// should have been encoded. Messages in a message (message/rfc822) are one part: who sent them nobody has proven.
/// RFC 5322, RFC 2045, RFC 2046.
/// @throws Error TooLarge beyond a limit
[[nodiscard]] ReceivedMessage readMessage(std::string_view octets, const MessageLimits& limits);

}  // namespace groupware::formats::mime
