#include "groupware/calendar/scheduling/incoming_mail.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/encoding/charset.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/mailbox.h"
#include "groupware/formats/mime/read_message.h"

#include <algorithm>
#include <optional>

namespace groupware::calendar::scheduling {
namespace {

namespace mime = formats::mime;

std::optional<ical::Component> read(const std::string& text, std::size_t limit) {
    if (text.size() > limit) throw Error(ErrorCode::TooLarge, "the calendar is too long", "The calendar is too long.");
    auto calendar = ical::parseCalendar(text, {.octets = limit, .lines = text.size() + 1});
    if (calendar.find("METHOD") == nullptr) return std::nullopt;
    return calendar;
}

bool isNamedAsCalendar(const mime::ReceivedPart& part) {
    const auto name = formats::lines::lower(part.fileName);
    return part.type.value == "application/ics" || name.ends_with(".ics");
}

/// Better parts first; the same calendar stands in a message twice.
std::vector<std::string> candidates(const mime::ReceivedMessage& message) {
    std::vector<std::string> texts;
    for (const auto& part : message.parts) {
        if (part.type.value == "text/calendar") texts.push_back(part.content);
    }
    for (const auto& part : message.parts) {
        if (part.type.value != "text/calendar" && isNamedAsCalendar(part))
            texts.push_back(formats::encoding::guessedUtf8(part.content));
    }
    return texts;
}

/// What is mapped to a domain is not what the gateway has looked up, and counts as no sender.
void addSender(std::vector<std::string>& senders, const std::string& address) {
    if (mime::hasExactDomain(address)) senders.push_back(mime::comparableAddress(address));
}

/// Empty for what is no mail address.
std::string domainOf(const std::string& uri) {
    const auto address = mailAddress(uri);
    return address.substr(address.rfind('@') + 1);
}

Error noCalendar() {
    return {ErrorCode::NotFound, "no calendar with a METHOD in the message",
            "The message has no invitation or answer."};
}

}  // namespace

ReceivedCalendar findCalendar(const IncomingMail& mail, const IncomingLimits& limits) {
    std::vector<std::string> senders;
    addSender(senders, mail.sender);
    if (mail.mediaType == "text/calendar") {
        auto calendar = read(formats::encoding::guessedUtf8(mail.octets), limits.calendarBytes);
        if (!calendar) throw noCalendar();
        return {.calendar = *std::move(calendar), .senders = std::move(senders)};
    }
    const auto message = mime::readMessage(mail.octets, {.octets = limits.messageBytes});
    for (const auto& mailbox : message.mailboxes("from")) addSender(senders, mailbox.address);
    for (const auto& text : candidates(message)) {
        if (auto calendar = read(text, limits.calendarBytes))
            return {.calendar = *std::move(calendar), .senders = std::move(senders)};
    }
    throw noCalendar();
}

void findAuthor(Message& message, const std::vector<std::string>& senders) {
    if (!message.sender.empty()) return;
    for (const auto* event : ical::all(message.calendar, "VEVENT")) {
        for (const auto& property : event->properties()) {
            if (!property.is("ATTENDEE")) continue;
            const auto address = mailAddress(property.value());
            if (address.empty() || std::find(senders.begin(), senders.end(), address) == senders.end()) continue;
            message.sender = property.value();
            message.sentBy = std::string(property.parameter("SENT-BY").value_or(""));
            return;
        }
    }
}

SpokenBy requireSender(const Message& message, const std::vector<std::string>& senders) {
    const auto isSender = [&](const std::string& uri) {
        const auto address = mailAddress(uri);
        return !address.empty() && std::find(senders.begin(), senders.end(), address) != senders.end();
    };
    if (isSender(message.sender)) return SpokenBy::Sender;
    if (isSender(message.sentBy))
        return domainOf(message.sender) == domainOf(message.sentBy) ? SpokenBy::Sender : SpokenBy::Stranger;
    throw Error(ErrorCode::Forbidden, "iMIP: the sender of the mail is not who the calendar says",
                "The message comes from somebody else than it says.");
}

bool namesActor(const ical::Component& copy, const Message& message) {
    const auto sender = addressKey(message.sender);
    const auto actor = addressKey(message.sentBy);
    const auto isNamed = [&](const ical::ContentLine& property) {
        return (property.is("ORGANIZER") || property.is("ATTENDEE")) && addressKey(property.value()) == sender &&
               addressKey(property.parameter("SENT-BY").value_or("")) == actor;
    };
    const auto events = ical::all(copy, "VEVENT");
    return std::any_of(events.begin(), events.end(), [&](const ical::Component* event) {
        return std::any_of(event->properties().begin(), event->properties().end(), isNamed);
    });
}

}  // namespace groupware::calendar::scheduling
