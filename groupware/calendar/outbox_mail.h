#pragma once

#include "groupware/base/ids.h"
#include "groupware/calendar/outbox_item.h"

#include <string>

namespace groupware::calendar {

/// How mails look that go out; see outbox_options.h.
struct MailStyle {
    std::string from{};  ///< address of every mail; empty: the sender's own
};

/// A message to somebody outside as a mail: a text for people, plain and as HTML, and the calendar both as an
/// alternative to it and as a file, for programs that look for only one of them. RFC 6047 sections 2.4 and 4.
///
///  * From is the calendar user for whom it is sent, Sender who acts on his behalf (RFC 5322 section 3.6.2). With
///    `style.from` that is From, and the calendar user is in Reply-To: answers go to him in either case.
///  * Message-ID is the same at each attempt; References is the same for all mails about one UID, so that they are one
///    conversation.
///  * Auto-Submitted keeps programs from answering (RFC 3834 section 5).
/// @return octets with CRLF, the same at each attempt
[[nodiscard]] std::string outboxMail(ContextId context, const OutboxItem& item, const MailStyle& style);

/// Who gets what cannot be delivered: the address in SMTP's MAIL FROM.
[[nodiscard]] std::string envelopeSender(const OutboxItem& item, const MailStyle& style);

}  // namespace groupware::calendar
