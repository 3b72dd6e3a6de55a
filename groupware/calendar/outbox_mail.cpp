#include "groupware/calendar/outbox_mail.h"

#include "groupware/base/crypto.h"
#include "groupware/formats/mime/write_message.h"

#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

namespace mime = formats::mime;

std::string domainOf(std::string_view address) {
    return std::string(address.substr(address.rfind('@') + 1));
}

/// UIDs may contain anything; a message id must not.
std::string idOf(std::string_view text) {
    return crypto::toHex(crypto::sha256(text)).substr(0, 40);
}

/// The plainest first. RFC 2046 section 5.1.4.
std::vector<mime::OutgoingPart> alternativesOf(const OutboxItem& item) {
    constexpr auto kReadable = mime::OutgoingPart::Encoding::QuotedPrintable;
    std::vector<mime::OutgoingPart> parts{
        {.contentType = "text/plain; charset=utf-8", .encoding = kReadable, .content = item.body}};
    if (!item.html.empty())
        parts.push_back({.contentType = "text/html; charset=utf-8", .encoding = kReadable, .content = item.html});
    parts.push_back(
        {.contentType = "text/calendar; method=" + item.method + "; charset=utf-8", .content = item.calendar});
    return parts;
}

/// Composite types are never in base64 (RFC 2045 section 6.4), and a calendar would be taken for the invitation.
std::string contentTypeOf(const MailFile& file) {
    const auto is = [&](std::string_view type) { return file.mediaType.starts_with(type); };
    const bool special = is("message/") || is("multipart/") || is("text/calendar") || is("application/ics");
    return special || file.mediaType.empty() ? "application/octet-stream" : file.mediaType;
}

std::vector<mime::OutgoingPart> attachmentsOf(const OutboxItem& item, std::span<const MailFile> files,
                                              const std::string& note) {
    std::vector<mime::OutgoingPart> parts;
    if (!note.empty())
        parts.push_back({.contentType = "text/plain; charset=utf-8",
                         .encoding = mime::OutgoingPart::Encoding::QuotedPrintable,
                         .content = note});
    parts.push_back(
        {.contentType = "application/ics; name=\"invite.ics\"", .content = item.calendar, .fileName = "invite.ics"});
    for (const auto& file : files)
        parts.push_back({.contentType = contentTypeOf(file), .content = file.octets, .fileName = file.name});
    return parts;
}

}  // namespace

std::string envelopeSender(const OutboxItem& item, const MailStyle& style) {
    return style.from.empty() ? item.sender.address : style.from;
}

std::string outboxMail(ContextId context, const OutboxItem& item, const MailStyle& style,
                       std::span<const MailFile> files, const std::string& note) {
    const auto domain = domainOf(envelopeSender(item, style));
    mime::OutgoingMessage message{.from = item.sender,
                                  .to = {item.recipient},
                                  .subject = item.subject,
                                  .date = item.created,
                                  .messageId = std::to_string(context.value) + "." + std::to_string(item.id) + "." +
                                               idOf(item.uid) + "@" + domain,
                                  .references = {idOf(item.uid) + ".event@" + domain},
                                  .automatic = true,
                                  .alternatives = alternativesOf(item),
                                  .attachments = attachmentsOf(item, files, note)};
    if (!item.actor.address.empty() && item.actor.address != item.sender.address) message.sender = item.actor;
    if (!style.from.empty() && style.from != item.sender.address) {
        message.from = {.address = style.from, .name = item.sender.name};
        message.replyTo = {item.sender};
        message.sender.reset();
    }
    return mime::writeMessage(message);
}

}  // namespace groupware::calendar
