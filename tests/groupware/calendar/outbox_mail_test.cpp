#include "groupware/calendar/outbox_mail.h"

#include "groupware/formats/mime/read_message.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

namespace mime = formats::mime;

OutboxItem item() {
    return {.id = 4711,
            .method = "REQUEST",
            .uid = "<u>@1\r\n",
            .sender = {"anna@example.com", "Anna"},
            .recipient = {"carol@example.org", "Carol"},
            .subject = "Invitation: Lunch",
            .body = "Anna invites you.\n",
            .calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
            .created = Instant(std::chrono::milliseconds(1'795'216'200'000))};
}

mime::ReceivedMessage read(const OutboxItem& item, const MailStyle& style = {}) {
    return mime::readMessage(outboxMail({7}, item, style), {});
}

using Mailboxes = std::vector<mime::Mailbox>;

// RFC 6047 sections 2.4 and 2.5.
TEST(OutboxMail, HasTextAndCalendarAndAFile) {
    const auto mail = read(item());
    ASSERT_EQ(mail.parts.size(), 3U);
    EXPECT_EQ(mail.parts[0].type.value, "text/plain");
    EXPECT_EQ(mail.parts[1].type.value, "text/calendar");
    EXPECT_EQ(mail.parts[1].type.parameter("method"), "REQUEST");
    EXPECT_EQ(mail.parts[1].type.parameter("charset"), "utf-8");
    EXPECT_EQ(mail.parts[1].content, item().calendar);
    EXPECT_EQ(mail.parts[2].type.value, "application/ics");
    EXPECT_EQ(mail.parts[2].fileName, "invite.ics");
    EXPECT_EQ(mail.parts[2].content, item().calendar);
    EXPECT_EQ(mail.text("auto-submitted"), "auto-generated");
}

TEST(OutboxMail, TakesFilesAlongAndSaysWhichItDoesNot) {
    const std::vector<MailFile> files{
        {.name = "a \"b\".txt", .mediaType = "text/plain", .octets = std::string("\0\n.", 3)},
        {.name = "other.ics", .mediaType = "text/calendar", .octets = "BEGIN:VCALENDAR"},
        {.name = "untyped", .mediaType = "", .octets = ""}};
    const auto octets = outboxMail({7}, item(), {}, files, "Not sent with this mail: c.mp4\n");
    const auto mail = mime::readMessage(octets, {});
    ASSERT_EQ(mail.parts.size(), 7U);
    EXPECT_EQ(mail.parts[2].type.value, "text/plain");
    EXPECT_EQ(mail.parts[2].fileName, "") << "shown below the text";
    EXPECT_EQ(mail.parts[2].content, "Not sent with this mail: c.mp4");
    EXPECT_EQ(mail.parts[3].fileName, "invite.ics");
    EXPECT_EQ(mail.parts[4].type.value, "text/plain");
    EXPECT_EQ(mail.parts[4].fileName, "a \"b\".txt");
    EXPECT_EQ(mail.parts[4].content, std::string("\0\n.", 3));
    EXPECT_EQ(mail.parts[5].type.value, "application/octet-stream") << "programs would take it for the invitation";
    EXPECT_EQ(mail.parts[6].type.value, "application/octet-stream");
}

// RFC 2046 section 5.1.4: the plainest form first, so that programs show the last one that they understand.
TEST(OutboxMail, SaysTheSameInHtml) {
    auto both = item();
    both.html = "<p>B\u00E4r &amp; Biene</p>\n";
    const auto mail = read(both);
    ASSERT_EQ(mail.parts.size(), 4U);
    EXPECT_EQ(mail.parts[0].type.value, "text/plain");
    EXPECT_EQ(mail.parts[1].type.value, "text/html");
    EXPECT_EQ(mail.parts[1].type.parameter("charset"), "utf-8");
    EXPECT_EQ(mail.parts[1].content, "<p>B\u00E4r &amp; Biene</p>");
    EXPECT_EQ(mail.parts[2].type.value, "text/calendar");
}

TEST(OutboxMail, ComesFromTheCalendarUser) {
    auto mail = read(item());
    EXPECT_EQ(mail.mailboxes("from"), (Mailboxes{{"anna@example.com", "Anna"}}));
    EXPECT_EQ(mail.mailboxes("sender"), Mailboxes{});
    EXPECT_EQ(mail.mailboxes("reply-to"), Mailboxes{});
    EXPECT_EQ(envelopeSender(item(), {}), "anna@example.com");

    auto onBehalf = item();
    onBehalf.actor = {"bert@example.com", "Bert"};
    mail = read(onBehalf);
    EXPECT_EQ(mail.mailboxes("from"), (Mailboxes{{"anna@example.com", "Anna"}}));
    EXPECT_EQ(mail.mailboxes("sender"), (Mailboxes{{"bert@example.com", "Bert"}}));

    const MailStyle fixed{.from = "calendar@example.com"};
    mail = read(onBehalf, fixed);
    EXPECT_EQ(mail.mailboxes("from"), (Mailboxes{{"calendar@example.com", "Anna"}}));
    EXPECT_EQ(mail.mailboxes("reply-to"), (Mailboxes{{"anna@example.com", "Anna"}}));
    EXPECT_EQ(mail.mailboxes("sender"), Mailboxes{});
    EXPECT_EQ(envelopeSender(onBehalf, fixed), "calendar@example.com");
}

TEST(OutboxMail, IdsAreTheSameAtEachAttemptAndForEachUid) {
    EXPECT_EQ(outboxMail({7}, item(), {}), outboxMail({7}, item(), {}));
    auto next = item();
    next.id = 4712;
    EXPECT_NE(read(item()).text("message-id"), read(next).text("message-id"));
    EXPECT_EQ(read(item()).text("references"), read(next).text("references"));
    next.uid = "other";
    EXPECT_NE(read(item()).text("references"), read(next).text("references"));
    EXPECT_TRUE(read(item()).text("message-id").ends_with("@example.com>"));
}

}  // namespace
}  // namespace groupware::calendar
