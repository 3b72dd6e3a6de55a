#include "groupware/calendar/outbox/outbox.h"

#include "groupware/base/crypto.h"
#include "groupware/calendar/outbox_item.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/invitation_text.h"
#include "groupware/calendar/store/outbox_store.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/mime/international_address.h"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace groupware::calendar {
namespace {

namespace mime = formats::mime;
using scheduling::Message;
using scheduling::Method;

// What the columns hold, in characters.
constexpr std::size_t kNameOctets = 255;

/// 53 bits: every JSON reader keeps such a number as it is.
constexpr unsigned kIdBits = 53;

std::int64_t numberOf(std::string_view octets) {
    std::uint64_t number = 0;
    for (const char c : octets.substr(0, sizeof number)) number = number << 8U | static_cast<std::uint8_t>(c);
    return static_cast<std::int64_t>(number >> (64U - kIdBits));
}

/// Never 0.
std::int64_t hashOf(const std::string& text) {
    return numberOf(crypto::sha256(text)) | 1;
}

/// Names that are longer than the column are nobody's.
std::string cutName(std::string name) {
    if (name.size() <= kNameOctets) return name;
    std::size_t length = kNameOctets;
    while (length > 0 && (static_cast<std::uint8_t>(name[length]) & 0xC0U) == 0x80U) --length;
    name.resize(length);
    return name;
}

/// Whether mail servers can be told of it.
bool hasAddress(std::string_view uri) {
    return !mime::withAsciiDomain(scheduling::mailAddress(uri)).empty();
}

/// With the name that the message has for the address.
mime::Mailbox mailboxOf(const std::string& uri, const Message& message) {
    mime::Mailbox mailbox{.address = scheduling::mailAddress(uri), .name = {}};
    for (const auto* event : ical::all(message.calendar, "VEVENT")) {
        auto people = ical::attendees(*event);
        if (auto organizer = ical::organizer(*event)) people.push_back(*std::move(organizer));
        for (auto& person : people) {
            if (person.name.empty() || scheduling::mailAddress(person.uri) != mailbox.address) continue;
            mailbox.name = cutName(std::move(person.name));
            return mailbox;
        }
    }
    return mailbox;
}

/// What a message is part of: the newest one of a topic, sender and recipient says all that the recipient has to know.
/// An answer or question to an organizer stands for itself, except that a later reply of the same attendee goes beyond
/// an earlier one.
std::string_view topicOf(Method method) {
    switch (method) {
        case Method::Publish:
        case Method::Request:
        case Method::Cancel: return "organizer";
        case Method::Reply: return "attendee";
        case Method::Add:
        case Method::Refresh:
        case Method::Counter:
        case Method::DeclineCounter: break;
    }
    return {};
}

/// 0: the event itself, and of an organizer's message everything. A reply is about the VEVENTs that it has and no
/// other.
std::int64_t scopeOf(const Message& message) {
    std::string instances;
    for (const auto& instance : message.instances) instances.append(instance).append(",");
    if (message.method == Method::Reply && message.instances.empty()) {
        for (const auto* event : ical::all(message.calendar, "VEVENT")) {
            if (const auto* instance = event->find("RECURRENCE-ID")) instances.append(instance->value()).append(";");
        }
    }
    return instances.empty() ? 0 : hashOf(instances);
}

/// All but its texts.
OutboxItem headOf(const Message& message, EventId object, Instant now) {
    OutboxItem item{.id = numberOf(crypto::randomBytes(sizeof(std::int64_t))),
                    .object = object,
                    .scope = scopeOf(message),
                    .method = std::string(scheduling::nameOf(message.method)),
                    .uid = message.uid,
                    .sender = mailboxOf(message.sender, message),
                    .recipient = mailboxOf(message.recipient, message),
                    .created = now};
    // A parameter may hold anything, line breaks included (RFC 6868).
    if (hasAddress(message.sentBy)) item.actor = mailboxOf(message.sentBy, message);
    if (const auto topic = topicOf(message.method); !topic.empty())
        item.topic =
            hashOf(std::string(topic) + '\n' + item.sender.address + '\n' + item.recipient.address + '\n' + item.uid);
    return item;
}

OutboxItem withTexts(OutboxItem head, const Message& message, std::string_view language) {
    auto text = scheduling::invitationText(message, language);
    head.subject = std::move(text.subject);
    head.body = std::move(text.body);
    head.html = std::move(text.html);
    head.calendar = scheduling::textOf(message);
    head.language = language;
    return head;
}

}  // namespace

std::string_view Outbox::scheduleStatus(std::string_view uri) const {
    if (!mails_()) return kStatusNoMail;
    return hasAddress(uri) ? kStatusSent : kStatusNoAddress;
}

std::size_t Outbox::add(dbpool::WriteTransaction& tx, EventId object, std::span<const Message> messages,
                        std::string_view language) const {
    const Outgoing one{.object = object, .messages = {messages.begin(), messages.end()}};
    return add(tx, {&one, 1}, language);
}

std::size_t Outbox::add(dbpool::WriteTransaction& tx, std::span<const Outgoing> outgoing,
                        std::string_view language) const {
    std::vector<OutboxItem> heads;
    std::vector<const Message*> sent;
    for (const auto& [object, messages] : outgoing) {
        for (const auto& message : messages) {
            if (scheduleStatus(message.recipient) != kStatusSent || !hasAddress(message.sender)) continue;
            heads.push_back(headOf(message, object, clock_.now()));
            sent.push_back(&message);
        }
    }
    OutboxWriter writer(tx);
    writer.supersede(heads);
    // The texts of all recipients together may be longer than memory is large.
    for (std::size_t at = 0; at < heads.size(); ++at) writer.add(withTexts(std::move(heads[at]), *sent[at], language));
    writer.finish();
    return sent.size();
}

}  // namespace groupware::calendar
