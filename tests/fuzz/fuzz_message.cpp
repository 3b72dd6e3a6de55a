#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/formats/mime/encoded_word.h"
#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/mailbox.h"
#include "groupware/formats/mime/read_message.h"
#include "groupware/formats/mime/write_message.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace mime = groupware::formats::mime;

constexpr mime::MessageLimits kLimits{.octets = 1 << 20, .headerOctets = 1 << 16, .parts = 50, .depth = 5};

void require(bool holds) {
    if (!holds) std::abort();
}

/// What goes into an SMTP command is one address, in one form.
void checkAddress(const std::string& address) {
    require(mime::isInternationalAddress(address));
    const auto key = mime::comparableAddress(address);
    require(mime::comparableAddress(key) == key);
    (void)mime::withUnicodeDomain(address);
    const auto sent = mime::withAsciiDomain(address);
    require(!mime::hasExactDomain(address) || !sent.empty());
    if (sent.empty()) return;
    require(mime::isInternationalAddress(sent) && mime::isAscii(sent.substr(sent.rfind('@'))));
    require(mime::withAsciiDomain(sent) == sent && mime::comparableAddress(sent) == key);
}

/// Whatever somebody calls himself, it is one name in what is written.
void writeBack(const mime::ReceivedMessage& message) {
    mime::OutgoingMessage out{.from = {"a@b", "A"},
                              .to = message.mailboxes("from"),
                              .subject = message.text("subject"),
                              .messageId = "a@b",
                              .alternatives = {{.contentType = "text/plain; charset=utf-8",
                                                .encoding = mime::OutgoingPart::Encoding::QuotedPrintable,
                                                .content = message.parts.empty() ? "" : message.parts[0].content}}};
    const auto again = mime::readMessage(mime::writeMessage(out), {});
    require(again.mailboxes("to").size() == out.to.size());
    for (std::size_t i = 0; i < out.to.size(); ++i) require(again.mailboxes("to")[i].address == out.to[i].address);
    require(!mime::findField(again.header, "bcc"));
    require(again.parts.size() == 1);
}

}  // namespace

/// Texts are UTF-8, addresses may stand in SMTP commands, and what is written is read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto message = mime::readMessage({reinterpret_cast<const char*>(data), size}, kLimits);
        require(message.parts.size() <= kLimits.parts);
        for (const auto& part : message.parts) {
            require(groupware::isUtf8(part.fileName));
            if (part.type.value.starts_with("text/")) require(groupware::isUtf8(part.content));
        }
        for (const auto& field : message.header) {
            const auto text = mime::decodeWords(field.value);
            require(groupware::isUtf8(text));
            for (const auto& mailbox : mime::parseMailboxes(field.value)) checkAddress(mailbox.address);
        }
        writeBack(message);
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
