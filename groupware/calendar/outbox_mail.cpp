#include "groupware/calendar/outbox_mail.h"

#include "groupware/base/crypto.h"
#include "groupware/formats/mime/write_message.h"

#include <string_view>
#include <utility>

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

}  // namespace

std::string envelopeSender(const OutboxItem& item, const MailStyle& style) {
    return style.from.empty() ? item.sender.address : style.from;
}

std::string outboxMail(ContextId context, const OutboxItem& item, const MailStyle& style) {
    const auto domain = domainOf(envelopeSender(item, style));
    const auto method = "text/calendar; method=" + item.method + "; charset=utf-8";
    mime::OutgoingMessage message{.from = item.sender,
                                  .to = {item.recipient},
                                  .subject = item.subject,
                                  .date = item.created,
                                  .messageId = std::to_string(context.value) + "." + std::to_string(item.id) + "." +
                                               idOf(item.uid) + "@" + domain,
                                  .references = {idOf(item.uid) + ".event@" + domain},
                                  .automatic = true,
                                  .alternatives = {{.contentType = "text/plain; charset=utf-8",
                                                    .encoding = mime::OutgoingPart::Encoding::QuotedPrintable,
                                                    .content = item.body},
                                                   {.contentType = method, .content = item.calendar}},
                                  .attachments = {{.contentType = "application/ics; name=\"invite.ics\"",
                                                   .content = item.calendar,
                                                   .fileName = "invite.ics"}}};
    if (!item.actor.address.empty() && item.actor.address != item.sender.address) message.sender = item.actor;
    if (!style.from.empty() && style.from != item.sender.address) {
        message.from = {.address = style.from, .name = item.sender.name};
        message.replyTo = {item.sender};
        message.sender.reset();
    }
    return mime::writeMessage(message);
}

}  // namespace groupware::calendar
