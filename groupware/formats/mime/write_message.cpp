#include "groupware/formats/mime/write_message.h"

#include "groupware/base/crypto.h"
#include "groupware/formats/mime/encoded_word.h"
#include "groupware/formats/mime/header.h"
#include "groupware/formats/mime/transfer_encoding.h"

#include <cstddef>
#include <string_view>

namespace groupware::formats::mime {
namespace {

std::string joined(const std::vector<Mailbox>& mailboxes) {
    std::string list;
    for (const auto& mailbox : mailboxes) list += (list.empty() ? "" : ", ") + formatMailbox(mailbox);
    return list;
}

std::string inBrackets(const std::vector<std::string>& ids) {
    std::string list;
    for (const auto& id : ids) list += (list.empty() ? "<" : " <") + id + ">";
    return list;
}

/// "=_" stands in neither of the two encodings (RFC 2045 section 6.7), so no content can hold a boundary.
std::string boundaryOf(const OutgoingMessage& message, std::string_view which) {
    return "=_" + std::string(which) + "_" + crypto::toHex(crypto::sha256(message.messageId)).substr(0, 32);
}

void appendPart(std::string& out, const OutgoingPart& part) {
    const bool base64 = part.encoding == OutgoingPart::Encoding::Base64;
    appendHeader(out, "Content-Type", part.contentType);
    appendHeader(out, "Content-Transfer-Encoding", base64 ? "base64" : "quoted-printable");
    if (!part.fileName.empty())
        appendHeader(out, "Content-Disposition", "attachment; " + formatParameter("filename", part.fileName));
    out += "\r\n";
    out += base64 ? linesOfBase64(part.content) : linesOfQuotedPrintable(part.content);
}

void appendHeaderOfMultipart(std::string& out, std::string_view kind, const std::string& boundary) {
    appendHeader(out, "Content-Type", "multipart/" + std::string(kind) + "; boundary=\"" + boundary + "\"");
    out += "\r\n";
}

void appendAlternatives(std::string& out, const OutgoingMessage& message) {
    const auto boundary = boundaryOf(message, "alternative");
    appendHeaderOfMultipart(out, "alternative", boundary);
    for (const auto& part : message.alternatives) {
        out += "--" + boundary + "\r\n";
        appendPart(out, part);
    }
    out += "--" + boundary + "--\r\n";
}

void appendFields(std::string& out, const OutgoingMessage& message) {
    appendHeader(out, "Date", formatDate(message.date));
    appendHeader(out, "From", formatMailbox(message.from));
    if (message.sender) appendHeader(out, "Sender", formatMailbox(*message.sender));
    if (!message.replyTo.empty()) appendHeader(out, "Reply-To", joined(message.replyTo));
    appendHeader(out, "To", joined(message.to));
    appendHeader(out, "Message-ID", "<" + message.messageId + ">");
    if (!message.references.empty()) appendHeader(out, "References", inBrackets(message.references));
    appendHeader(out, "Subject", encodeWords(message.subject));
    if (message.automatic) appendHeader(out, "Auto-Submitted", "auto-generated");
    appendHeader(out, "MIME-Version", "1.0");
}

}  // namespace

std::string writeMessage(const OutgoingMessage& message) {
    std::string out;
    appendFields(out, message);
    if (message.attachments.empty()) {
        appendAlternatives(out, message);
        return out;
    }
    const auto boundary = boundaryOf(message, "mixed");
    appendHeaderOfMultipart(out, "mixed", boundary);
    out += "--" + boundary + "\r\n";
    appendAlternatives(out, message);
    for (const auto& part : message.attachments) {
        out += "--" + boundary + "\r\n";
        appendPart(out, part);
    }
    out += "--" + boundary + "--\r\n";
    return out;
}

}  // namespace groupware::formats::mime
