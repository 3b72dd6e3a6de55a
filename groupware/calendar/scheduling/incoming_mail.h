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
    std::vector<std::string> senders{};  ///< addresses in small letters: of From, and of the envelope
};

struct IncomingLimits {
    std::size_t messageBytes = 0;
    std::size_t calendarBytes = 0;
};

/// The calendar of a message: the first part that is one (`text/calendar`; else `application/ics` or a file named
/// "*.ics") and has a METHOD. RFC 6047 section 2.4.
/// @throws Error NotFound if there is none, BadRequest for what is no calendar, TooLarge beyond a limit
[[nodiscard]] ReceivedCalendar findCalendar(const IncomingMail& mail, const IncomingLimits& limits);

/// Who says something for somebody must be that person or act on his behalf (SENT-BY): RFC 6047 section 3. Whether the
/// addresses themselves are proven is the gateway's business (SPF, DKIM, DMARC).
/// @throws Error Forbidden
void requireSender(const Message& message, const std::vector<std::string>& senders);

}  // namespace groupware::calendar::scheduling
