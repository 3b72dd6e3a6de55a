#include "groupware/calendar/scheduling/incoming_mail.h"

#include "groupware/calendar/outbox_mail.h"
#include "tests/groupware/calendar/invitation_texts.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

using ::test::codeOf;
using test::invitationCalendar;
using test::messageOf;

constexpr IncomingLimits kLimits{.messageBytes = 1 << 20, .calendarBytes = 1 << 16};

std::string message(const std::string& parts, const std::string& from = "Anna <Anna@Example.com>") {
    return "From: " + from + "\nTo: carol@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + parts +
           "--b--\n";
}

std::string part(const std::string& type, const std::string& content) {
    return "--b\nContent-Type: " + type + "\n\n" + content;
}

ReceivedCalendar find(const std::string& octets, const std::string& mediaType = "message/rfc822") {
    return findCalendar({.sender = "Bounce@example.com", .recipient = "c@d", .mediaType = mediaType, .octets = octets},
                        kLimits);
}

std::string methodIn(const std::string& octets) {
    return find(octets).calendar.find("METHOD")->value();
}

// RFC 6047 sections 2.4 and 4, and what programs make of them.
TEST(IncomingMail, FindsTheCalendarWhereverItIs) {
    const auto calendar = invitationCalendar("REQUEST", "u1");
    EXPECT_EQ(methodIn(message(part("text/plain", "hello\n") + part("text/calendar; method=REQUEST", calendar))),
              "REQUEST");
    EXPECT_EQ(methodIn(message(part("application/ics; name=a.ics", calendar))), "REQUEST");
    EXPECT_EQ(methodIn(message(part("application/octet-stream; name=INVITE.ICS", calendar))), "REQUEST");
    EXPECT_EQ(methodIn("From: a@b\nContent-Type: text/calendar\n\n" + calendar), "REQUEST");
    // One without METHOD is a file that somebody attached.
    const std::string file = "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n";
    EXPECT_EQ(methodIn(message(part("text/calendar", file) +
                               part("text/calendar", invitationCalendar("CANCEL", "u1", "SEQUENCE:1\n")))),
              "CANCEL");
    EXPECT_EQ(find(calendar, "text/calendar").senders, std::vector<std::string>{"bounce@example.com"});
    EXPECT_EQ(find(message(part("text/calendar", calendar))).senders,
              (std::vector<std::string>{"bounce@example.com", "anna@example.com"}));
}

TEST(IncomingMail, ReadsWhatIsSentFromHere) {
    const auto sent = messageOf(invitationCalendar("REQUEST", "u1", "SUMMARY:B\u00E4r\n"));
    const auto octets = outboxMail({7},
                                   {.id = 1,
                                    .method = "REQUEST",
                                    .uid = "u1",
                                    .sender = {"anna@example.com", "Anna"},
                                    .recipient = {"carol@example.org", ""},
                                    .subject = "s",
                                    .body = "b",
                                    .calendar = scheduling::textOf(sent)},
                                   {});
    const auto received = find(octets);
    EXPECT_EQ(received.calendar.text(), scheduling::textOf(sent));
    EXPECT_EQ(requireSender(messageOf(received.calendar.text()), received.senders), SpokenBy::Sender);
}

TEST(IncomingMail, RefusesWhatIsNoneOrTooMuch) {
    EXPECT_EQ(codeOf([] { find(message(part("text/plain", "hello\n"))); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([] { find(""); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([] { find(message(part("text/calendar", "BEGIN:VEVENT\n"))); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([] { find(invitationCalendar("REQUEST", std::string(70'000, 'u')), "text/calendar"); }),
              ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([] { find(std::string((1 << 20) + 1, 'x')); }), ErrorCode::TooLarge);
    // What an attached message says was not sent by who sent this one.
    EXPECT_EQ(codeOf([] {
                  find(message(part("message/rfc822", "From: anna@example.com\nContent-Type: text/calendar\n\n" +
                                                          invitationCalendar("REQUEST", "u1"))));
              }),
              ErrorCode::NotFound);
}

// RFC 6047 section 3: who may say what.
TEST(IncomingMail, TheSenderIsWhoTheCalendarSays) {
    const auto refused = [](const scheduling::Message& message, const std::vector<std::string>& senders) {
        try {
            (void)requireSender(message, senders);
        } catch (const Error& error) {
            return error.code() == ErrorCode::Forbidden;
        }
        return false;
    };
    const auto request = messageOf(invitationCalendar("REQUEST", "u1"));
    EXPECT_FALSE(refused(request, {"anna@example.com"}));
    EXPECT_FALSE(refused(request, {"bounce@example.com", "anna@example.com"}));
    EXPECT_TRUE(refused(request, {"carol@example.org"}));
    EXPECT_TRUE(refused(request, {"anna@example.com.evil.org"}));
    EXPECT_TRUE(refused(request, {}));
    const auto reply = messageOf(invitationCalendar("REPLY", "u1", "", "DTSTART:20261120T100000Z", "ACCEPTED"));
    EXPECT_FALSE(refused(reply, {"carol@example.org"}));
    EXPECT_TRUE(refused(reply, {"anna@example.com"}));
    auto onBehalf = reply;
    onBehalf.sentBy = "mailto:Dora@example.org";
    EXPECT_FALSE(refused(onBehalf, {"dora@example.org"}));
    EXPECT_TRUE(refused(onBehalf, {"emil@example.org"}));
}

// RFC 5890: one domain, spelled in two ways; RFC 6532: headers beyond ASCII.
TEST(IncomingMail, TheSenderMayBeSpelledInAnotherWay) {
    for (const auto& [from, organizer] :
         std::vector<std::pair<std::string, std::string>>{{"anna@xn--bcher-kva.example", "Anna@B\u00FCcher.example"},
                                                          {"Anna@B\u00FCcher.example", "anna@xn--bcher-kva.example"},
                                                          {"b\u00E4r@example.org", "b\u00E4r@example.org"}}) {
        auto calendar = invitationCalendar("REQUEST", "u1");
        const std::string_view anna = "mailto:anna@example.com";
        for (auto at = calendar.find(anna); at != std::string::npos; at = calendar.find(anna, at + 1))
            calendar.replace(at, anna.size(), "mailto:" + organizer);
        const auto received = find(message(part("text/calendar; charset=utf-8", calendar), from));
        EXPECT_EQ(requireSender(messageOf(calendar), received.senders), SpokenBy::Sender) << from;
    }
}

// What a gateway looks up (SPF, DKIM, DMARC) must be the domain that is taken for the sender's: it maps nothing.
TEST(IncomingMail, TheSenderIsNoDomainThatLooksLikeIt) {
    const auto calendar = invitationCalendar("CANCEL", "u1", "SEQUENCE:1\n");
    for (const std::string from : {"anna@example\u3002com", "anna@\uFF45\uFF58ample.com", "anna@exam\u00ADple.com"}) {
        auto received = find(message(part("text/calendar", calendar), from));
        EXPECT_EQ(received.senders, std::vector<std::string>{"bounce@example.com"}) << from;
        EXPECT_EQ(codeOf([&] { (void)requireSender(messageOf(calendar), received.senders); }), ErrorCode::Forbidden);
        received = findCalendar({.sender = from, .recipient = "c@d", .mediaType = "text/calendar", .octets = calendar},
                                kLimits);
        EXPECT_EQ(received.senders, std::vector<std::string>{}) << from << " in the envelope";
    }
}

// RFC 5545 section 3.2.18: SENT-BY is what the sender says about himself.
TEST(IncomingMail, ADomainVouchesForItsPeopleAndNoOther) {
    auto reply = messageOf(invitationCalendar("REPLY", "u1", "", "DTSTART:20261120T100000Z", "ACCEPTED"));
    const auto by = [&](const std::string& address) {
        reply.sentBy = "mailto:" + address;
        return requireSender(reply, {address});
    };
    EXPECT_EQ(by("dora@example.org"), SpokenBy::Sender);
    for (const auto* address : {"dora@example.net", "dora@sub.example.org", "dora@example.org.evil.net"})
        EXPECT_EQ(by(address), SpokenBy::Stranger) << address;
    EXPECT_EQ(requireSender(reply, {"carol@example.org"}), SpokenBy::Sender) << "she herself";
}

TEST(IncomingMail, ACopyNamesWhoActs) {
    auto message = messageOf(invitationCalendar("CANCEL", "u1", "SEQUENCE:1\n"));
    message.sentBy = "MAILTO:Dora@Example.net";
    const auto copy = [](const std::string& parameters) {
        auto text = invitationCalendar("REQUEST", "u1");
        text.insert(text.find("ORGANIZER") + 9, parameters);
        return ical::parseCalendar(text, {});
    };
    EXPECT_TRUE(namesActor(copy(";SENT-BY=\"mailto:dora@example.net\""), message));
    EXPECT_FALSE(namesActor(copy(";SENT-BY=\"mailto:emil@example.net\""), message));
    EXPECT_FALSE(namesActor(copy(""), message));
    message.sender = "mailto:carol@example.org";
    EXPECT_FALSE(namesActor(copy(";SENT-BY=\"mailto:dora@example.net\""), message)) << "for somebody else";
}

}  // namespace
}  // namespace groupware::calendar::scheduling
