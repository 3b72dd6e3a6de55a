#pragma once

#include "groupware/base/clock.h"
#include "groupware/formats/mime/mailbox.h"

#include <optional>
#include <string>
#include <vector>

namespace groupware::formats::mime {

struct OutgoingPart {
    enum class Encoding { Base64, QuotedPrintable };

    std::string contentType;  ///< with its parameters, ASCII: "text/plain; charset=utf-8"
    Encoding encoding = Encoding::Base64;
    std::string content;
    std::string fileName{};  ///< UTF-8; of an attachment. Without it, it is shown with the text
};

/// A message: one text in several forms, and attachments.
struct OutgoingMessage {
    Mailbox from{};
    std::optional<Mailbox> sender{};  ///< who sends it for `from`. RFC 5322 section 3.6.2
    std::vector<Mailbox> replyTo{};
    std::vector<Mailbox> to{};
    std::string subject{};  ///< UTF-8
    Instant date{};
    std::string messageId{};                   ///< "left@right", without brackets
    std::vector<std::string> references{};     ///< likewise
    bool automatic = false;                    ///< nobody wrote it: programs do not answer. RFC 3834 section 5
    std::vector<OutgoingPart> alternatives{};  ///< at least one, the plainest first. RFC 2046 section 5.1.4
    std::vector<OutgoingPart> attachments{};
};

/// In ASCII throughout, but for addresses whose local part is not (RFC 6532), and lines of at most 76 octets where
/// there is a blank, so that any mail system may pass it on; lines end with CRLF. The same message is the same octets,
/// each time. RFC 5322, RFC 2045.
[[nodiscard]] std::string writeMessage(const OutgoingMessage& message);

}  // namespace groupware::formats::mime
