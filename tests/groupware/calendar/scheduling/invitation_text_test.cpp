#include "groupware/calendar/scheduling/invitation_text.h"

#include "groupware/base/utf8.h"
#include "tests/groupware/calendar/invitation_texts.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace groupware::calendar::scheduling {
namespace {

using test::invitationCalendar;
using test::messageOf;

TEST(InvitationText, SaysWhoDoesWhatInTheSendersLanguage) {
    struct Case {
        std::string_view method;
        std::string_view partStat;
        std::string_view lines;
        std::string_view english;
        std::string_view german;
    };
    // RFC 5546 section 3.2: what each method means.
    for (const auto& [method, partStat, lines, english, german] : {
             Case{"REQUEST", "NEEDS-ACTION", "SEQUENCE:0\n", "Invitation", "Einladung"},
             Case{"REPLY", "ACCEPTED", "", "Accepted", "Zugesagt"},
             Case{"REPLY", "DECLINED", "", "Declined", "Abgelehnt"},
             Case{"REPLY", "TENTATIVE", "", "Tentative", "Vorl\u00E4ufig zugesagt"},
             Case{"COUNTER", "TENTATIVE", "SEQUENCE:0\n", "Proposal", "Vorschlag"},
             Case{"CANCEL", "NEEDS-ACTION", "SEQUENCE:1\n", "Cancelled", "Abgesagt"},
         }) {
        auto message = messageOf(invitationCalendar(method, "u1", std::string("SUMMARY:Lunch\n") + std::string(lines),
                                                    "DTSTART;TZID=Europe/Berlin:20261120T100000", partStat));
        message.invitation = true;
        EXPECT_EQ(invitationText(message, "en_US").subject, std::string(english) + ": Lunch");
        EXPECT_EQ(invitationText(message, "de_DE").subject, std::string(german) + ": Lunch");
        EXPECT_EQ(invitationText(message, "xx").subject, std::string(english) + ": Lunch");
    }
}

TEST(InvitationText, TellsTimesInTheZoneOfTheEvent) {
    struct Case {
        std::string_view start;
        std::string_view end;
        std::string_view english;
        std::string_view german;
    };
    for (const auto& [start, end, english, german] : {
             Case{"DTSTART;TZID=Europe/Berlin:20261120T100000", "DTEND;TZID=Europe/Berlin:20261120T113000",
                  "When: Friday, 20 November 2026, 10:00 - 11:30 (Europe/Berlin)\n",
                  "Wann: Freitag, 20. November 2026, 10:00 - 11:30 (Europe/Berlin)\n"},
             Case{"DTSTART:20260301T230000Z", "DURATION:PT2H",
                  "When: Sunday, 1 March 2026, 23:00 - Monday, 2 March 2026, 01:00 (UTC)\n",
                  "Wann: Sonntag, 1. M\u00E4rz 2026, 23:00 - Montag, 2. M\u00E4rz 2026, 01:00 (UTC)\n"},
             Case{"DTSTART;TZID=W. Europe Standard Time:20261120T100000", "SUMMARY:x",
                  "When: Friday, 20 November 2026, 10:00 (Europe/Berlin)\n",
                  "Wann: Freitag, 20. November 2026, 10:00 (Europe/Berlin)\n"},
             Case{"DTSTART:20261120T100000", "DTEND:20261120T110000", "When: Friday, 20 November 2026, 10:00 - 11:00\n",
                  "Wann: Freitag, 20. November 2026, 10:00 - 11:00\n"},
             Case{"DTSTART;TZID=Europe/London:20261120T100000", "DTEND;TZID=Europe/Berlin:20261120T120000",
                  "When: Friday, 20 November 2026, 10:00 (Europe/London) - Friday, 20 November 2026, 12:00 "
                  "(Europe/Berlin)\n",
                  "Wann: Freitag, 20. November 2026, 10:00 (Europe/London) - Freitag, 20. November 2026, 12:00 "
                  "(Europe/Berlin)\n"},
             Case{"DTSTART;VALUE=DATE:20261120", "SUMMARY:x", "When: Friday, 20 November 2026\n",
                  "Wann: Freitag, 20. November 2026\n"},
             Case{"DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261122",
                  "When: Friday, 20 November 2026 - Saturday, 21 November 2026\n",
                  "Wann: Freitag, 20. November 2026 - Samstag, 21. November 2026\n"},
             Case{"DTSTART:20261120T100000Z", "RRULE:FREQ=DAILY",
                  "When: Friday, 20 November 2026, 10:00 (UTC), recurs\n",
                  "Wann: Freitag, 20. November 2026, 10:00 (UTC), wiederholt sich\n"},
         }) {
        const auto message = messageOf(invitationCalendar("REQUEST", "u1", std::string(end) + "\n", start));
        EXPECT_NE(invitationText(message, "en").body.find(english), std::string::npos)
            << invitationText(message, "en").body;
        EXPECT_NE(invitationText(message, "de").body.find(german), std::string::npos)
            << invitationText(message, "de").body;
    }
}

TEST(InvitationText, NamesWhatIsNewAndWhoActs) {
    auto message = messageOf(invitationCalendar(
        "REQUEST", "u1", "SUMMARY:Lunch\\, really\nLOCATION:Room\\n7\nDESCRIPTION:Bring food.\\n\\nThanks.\n"));
    message.sentBy = "mailto:bert@example.com";
    message.changes = {{.property = "DTSTART", .instance = "", .before = "", .after = ""},
                       {.property = "LOCATION", .instance = "", .before = "", .after = ""},
                       {.property = "X-OTHER", .instance = "", .before = "", .after = ""}};
    const auto text = invitationText(message, "en_GB");
    EXPECT_EQ(text.subject, "Changed: Lunch, really");
    EXPECT_EQ(text.body,
              "bert@example.com for Anna <anna@example.com> has changed an event that you are invited to.\n"
              "\n"
              "What: Lunch, really\n"
              "\n"
              "When: Friday, 20 November 2026, 10:00 (Europe/Berlin)\n"
              "Where: Room 7\n"
              "Organizer: Anna <anna@example.com>\n"
              "Attendees: Carol <carol@example.org>\n"
              "New: place, time\n"
              "\n"
              "Bring food.\n\nThanks.\n");
}

TEST(InvitationText, WhatIsLongIsCutBetweenCharacters) {
    std::string title;
    for (int i = 0; i < 300; ++i) title += "\u20AC";
    std::string people;
    for (int i = 0; i < 100; ++i) people += "ATTENDEE:mailto:a" + std::to_string(i) + "@example.org\n";
    const auto text =
        invitationText(messageOf(invitationCalendar("REQUEST", "u1", "SUMMARY:" + title + "\n" + people)), "en");
    EXPECT_TRUE(isUtf8(text.subject));
    EXPECT_LT(text.subject.size(), 250U);
    EXPECT_NE(text.body.find("a28@example.org, and others\n"), std::string::npos);
    EXPECT_EQ(invitationText(messageOf(invitationCalendar("REQUEST", "u1")), "de").subject,
              "Ge\u00E4ndert: (ohne Titel)");
}

// What others write is shown and never run.
TEST(InvitationText, IsHtmlInWhichEverythingIsText) {
    auto message = messageOf(invitationCalendar("REQUEST", "u1",
                                                "SEQUENCE:0\nSUMMARY:<script>alert(1)</script>\nLOCATION:a\" "
                                                "onload='x' & <b>\nDESCRIPTION:One\\n<img src=x>\n"));
    message.invitation = true;
    const auto text = invitationText(message, "de_DE");
    EXPECT_NE(text.html.find("<html lang=\"de\">"), std::string::npos) << text.html;
    EXPECT_NE(text.html.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos) << text.html;
    EXPECT_NE(text.html.find("<td>a&quot; onload=&#39;x&#39; &amp; &lt;b&gt;</td>"), std::string::npos) << text.html;
    EXPECT_NE(text.html.find("<p>One<br>\n&lt;img src=x&gt;</p>"), std::string::npos) << text.html;
    for (const auto* const never : {"<script", "<img", "<b>", "<a ", "http"})
        EXPECT_EQ(text.html.find(never), std::string::npos) << never;
    EXPECT_EQ(text.html.find("<table>") != std::string::npos, true);
    EXPECT_NE(text.body.find("Wo: a\" onload='x' & <b>\n"), std::string::npos) << text.body;
}

}  // namespace
}  // namespace groupware::calendar::scheduling
