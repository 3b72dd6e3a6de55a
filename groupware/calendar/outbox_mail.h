#pragma once

#include "groupware/base/ids.h"
#include "groupware/calendar/outbox_item.h"

#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// A file of an event.
struct MailFile {
    std::string name{};       ///< UTF-8
    std::string mediaType{};  ///< type/subtype
    std::string octets{};
};

/// The files that a mail about an event takes along, and what it does not.
struct MailFiles {
    std::vector<MailFile> files{};
    std::vector<std::string> leftOut{};  ///< names
};

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
///  * Files are attachments of the mail. One of a type that means something to programs for mail and calendars is
///    octets (application/octet-stream).
///  * Auto-Submitted keeps programs from answering (RFC 3834 section 5).
/// @param note  stands below the text: what is said about files; may be empty
/// @return octets with CRLF, the same at each attempt with the same files
[[nodiscard]] std::string outboxMail(ContextId context, const OutboxItem& item, const MailStyle& style,
                                     std::span<const MailFile> files = {}, const std::string& note = {});

/// Who gets what cannot be delivered: the address in SMTP's MAIL FROM.
[[nodiscard]] std::string envelopeSender(const OutboxItem& item, const MailStyle& style);

}  // namespace groupware::calendar
