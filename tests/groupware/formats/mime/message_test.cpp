#include "groupware/base/error.h"
#include "groupware/formats/mime/read_message.h"
#include "groupware/formats/mime/transfer_encoding.h"
#include "groupware/formats/mime/write_message.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace groupware::formats::mime {
namespace {

OutgoingMessage invitation() {
    return {.from = {"ann@example.com", "J\u00FCrgen B\u00E4r"},
            .sender = Mailbox{"bob@example.com", "Bob"},
            .to = {{"carol@example.org", "Carol"}},
            .subject = "Einladung: B\u00E4renf\u00FCtterung",
            .date = Instant(std::chrono::milliseconds(1'795'216'200'000)),
            .messageId = "1.2@example.com",
            .references = {"uid@example.com"},
            .automatic = true,
            .alternatives = {{.contentType = "text/plain; charset=utf-8",
                              .encoding = OutgoingPart::Encoding::QuotedPrintable,
                              .content = "Gr\u00FC\u00DFe \n.\nFrom here\n" + std::string(200, '=')},
                             {.contentType = "text/calendar; method=REQUEST; charset=utf-8",
                              .content = "BEGIN:VCALENDAR\r\nX:\u20AC\r\nEND:VCALENDAR\r\n"}},
            .attachments = {{.contentType = "application/ics; name=\"invite.ics\"",
                             .content = "BEGIN:VCALENDAR\r\nX:\u20AC\r\nEND:VCALENDAR\r\n",
                             .fileName = "invite.ics"}}};
}

TEST(Message, IsReadAsItWasWritten) {
    const auto message = invitation();
    const auto octets = writeMessage(message);
    EXPECT_EQ(octets, writeMessage(message));
    const auto read = readMessage(octets, {});
    EXPECT_EQ(read.mailboxes("from"), std::vector{message.from});
    EXPECT_EQ(read.mailboxes("sender"), std::vector{*message.sender});
    EXPECT_EQ(read.mailboxes("to"), message.to);
    EXPECT_EQ(read.text("subject"), message.subject);
    EXPECT_EQ(read.text("message-id"), "<1.2@example.com>");
    EXPECT_EQ(read.text("references"), "<uid@example.com>");
    EXPECT_EQ(read.text("auto-submitted"), "auto-generated");
    ASSERT_EQ(read.parts.size(), 3U);
    EXPECT_EQ(read.parts[0].type.value, "text/plain");
    EXPECT_EQ(read.parts[0].content, "Gr\u00FC\u00DFe \r\n.\r\nFrom here\r\n" + std::string(200, '='));
    EXPECT_EQ(read.parts[1].type.value, "text/calendar");
    EXPECT_EQ(read.parts[1].type.parameter("method"), "REQUEST");
    EXPECT_EQ(read.parts[1].content, message.alternatives[1].content);
    EXPECT_EQ(read.parts[2].fileName, "invite.ics");
    EXPECT_EQ(read.parts[2].content, message.attachments[0].content);
}

TEST(Message, IsShortLinesOfAscii) {
    const auto octets = writeMessage(invitation());
    std::size_t start = 0;
    while (start < octets.size()) {
        const auto end = octets.find("\r\n", start);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - start, 78U);
        for (const char c : octets.substr(start, end - start)) EXPECT_TRUE(c == '\t' || (c >= ' ' && c <= '~'));
        start = end + 2;
    }
}

TEST(Message, HasNoHeadersThatItsTextsBringAlong) {
    auto message = invitation();
    message.subject = "a\r\nBcc: victim@example.com";
    message.to = {{"carol@example.org", "x\r\nBcc: victim@example.com"}};
    message.sender = Mailbox{"bob@example.com\r\nBcc: victim@example.com", ""};
    const auto read = readMessage(writeMessage(message), {});
    EXPECT_EQ(findField(read.header, "bcc"), std::nullopt);
    EXPECT_EQ(read.mailboxes("to").size(), 1U);
}

// RFC 2046 section 5.1.1 (preamble, epilogue, blanks after a boundary) and what real senders make of it.
TEST(Message, PartsAreFoundHoweverTheyAreNested) {
    const auto read = readMessage(
        "Content-Type: multipart/mixed; boundary=out\r\n\r\npreamble\r\n--out  \r\n"
        "Content-Type: multipart/alternative; boundary=\"out in\"\n\n--out in\n\nplain\n--out in\n"
        "Content-Type: TEXT/Calendar; charset=iso-8859-1; method=reply\nContent-Transfer-Encoding: Quoted-Printable\n\n"
        "SUMMARY:B=E4r\n--out in--\nignored\n--out\r\n"
        "Content-Disposition: attachment; filename=\"=?utf-8?q?=C3=BC.ics?=\"\r\n"
        "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJ\r\n "
        "D*=\r\n--outside\r\n",
        {});
    ASSERT_EQ(read.parts.size(), 3U);
    EXPECT_EQ(read.parts[0].type.value, "text/plain");
    EXPECT_EQ(read.parts[0].content, "plain");
    EXPECT_EQ(read.parts[1].type.value, "text/calendar");
    EXPECT_EQ(read.parts[1].type.parameter("method"), "reply");
    EXPECT_EQ(read.parts[1].content, "SUMMARY:B\u00E4r");
    EXPECT_EQ(read.parts[2].fileName, "\u00FC.ics");
    EXPECT_EQ(read.parts[2].content, "ABC");
}

TEST(Message, AMessageInAMessageIsOnePart) {
    const auto read = readMessage(
        "From: mallory@example.com\nContent-Type: message/rfc822\n\n"
        "From: ann@example.com\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n",
        {});
    ASSERT_EQ(read.parts.size(), 1U);
    EXPECT_EQ(read.parts[0].type.value, "message/rfc822");
    EXPECT_EQ(read.mailboxes("from"), (std::vector<Mailbox>{{"mallory@example.com", ""}}));
}

TEST(Message, LimitsHold) {
    const auto code = [](std::string_view octets, const MessageLimits& limits) {
        try {
            (void)readMessage(octets, limits);
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Internal;
    };
    EXPECT_EQ(code("A: b\n\nabc", {.octets = 8}), ErrorCode::TooLarge);
    EXPECT_EQ(code("A: " + std::string(200, 'b') + "\n\n", {.headerOctets = 100}), ErrorCode::TooLarge);
    const std::string many = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b\n\n--b\n\nx\n--b--";
    EXPECT_EQ(code(many, {.parts = 3}), ErrorCode::TooLarge);
    EXPECT_EQ(readMessage(many, {.parts = 4}).parts.size(), 3U);
    std::string deep;
    for (int i = 0; i < 12; ++i) {
        const auto name = "b" + std::to_string(i) + "x";
        deep += "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n";
    }
    EXPECT_EQ(code(deep, {}), ErrorCode::TooLarge);
}

TEST(TransferEncoding, QuotedPrintableKeepsBlanksAtLineEnds) {
    EXPECT_EQ(linesOfQuotedPrintable("a \nb\t\r\nc="), "a=20\r\nb=09\r\nc=3D\r\n");
    EXPECT_EQ(linesOfQuotedPrintable(std::string(76, 'a')), std::string(76, 'a') + "\r\n");
    EXPECT_EQ(linesOfQuotedPrintable(std::string(77, 'a')), std::string(75, 'a') + "=\r\naa\r\n");
    EXPECT_EQ(linesOfQuotedPrintable(""), "");
}

}  // namespace
}  // namespace groupware::formats::mime
