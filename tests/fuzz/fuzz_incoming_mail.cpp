#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/incoming_mail.h"
#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/mailbox.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

namespace scheduling = groupware::calendar::scheduling;

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const std::string& mediaType, const std::string& octets) {
    try {
        const auto received = scheduling::findCalendar(
            {.sender = "eva@outside.org", .recipient = "bert@example.com", .mediaType = mediaType, .octets = octets},
            {.messageBytes = 1 << 20, .calendarBytes = 1 << 18});
        require(received.calendar.find("METHOD") != nullptr);
        for (const auto& sender : received.senders) {
            require(!groupware::formats::mime::withAsciiDomain(sender).empty());
            require(groupware::formats::mime::comparableAddress(sender) == sender);
        }
        const auto message =
            scheduling::readMessage(received.calendar, {.find = [](std::string_view) { return nullptr; }});
        require(!message.uid.empty());
        (void)scheduling::requireSender(message, received.senders);
    } catch (const groupware::Error&) {
        // refused
    }
}

}  // namespace

/// What a gateway hands over is a message of somebody with an address, or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string octets(reinterpret_cast<const char*>(data), size);
    check("message/rfc822", octets);
    check("text/calendar", octets);
    return 0;
}
