#pragma once

#include "groupware/calendar/scheduling/message.h"
#include "groupware/formats/ical/calendar.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar::scheduling {

/// What a mail gateway hands over: a message or its calendar alone, for one recipient.
struct IncomingMail {
    std::string sender{};     ///< of the envelope (SMTP's MAIL FROM), or empty
    std::string recipient{};  ///< of the envelope
    std::string mediaType{};  ///< "message/rfc822" or "text/calendar", without parameters
    std::string octets{};
};

/// An iTIP message and who sent it, as far as the mail says.
struct ReceivedCalendar {
    formats::ical::Component calendar;
    std::vector<std::string> senders{};  ///< of From, and of the envelope, as mime::comparableAddress()
};

struct IncomingLimits {
    std::size_t messageBytes = 0;
    std::size_t calendarBytes = 0;
};

/// The calendar of a message: the first part that is one (`text/calendar`; else `application/ics` or a file named
/// "*.ics") and has a METHOD. RFC 6047 section 2.4.
/// @throws Error NotFound if there is none, BadRequest for what is no calendar, TooLarge beyond a limit
[[nodiscard]] ReceivedCalendar findCalendar(const IncomingMail& mail, const IncomingLimits& limits);

/// Whose word a message is.
enum class SpokenBy {
    Sender,   ///< the calendar user's own, or that of somebody with an address of the same domain: who is at home there
              ///< is its business
    Stranger  ///< of somebody who only says himself that he acts on behalf of the calendar user (SENT-BY)
};

/// Of a COUNTER or REFRESH with several attendees, its author is the one who sent the mail; `message.sender` says so
/// afterwards.
void findAuthor(Message& message, const std::vector<std::string>& senders);

/// Who says something for somebody must be that person or act on his behalf (SENT-BY): RFC 6047 section 3. Whether the
/// addresses themselves are proven is the gateway's business (SPF, DKIM, DMARC).
/// @throws Error Forbidden
[[nodiscard]] SpokenBy requireSender(const Message& message, const std::vector<std::string>& senders);

/// Whether a stored copy says already that who is SENT-BY in the message acts for its sender.
[[nodiscard]] bool namesActor(const ical::Component& copy, const Message& message);

}  // namespace groupware::calendar::scheduling
