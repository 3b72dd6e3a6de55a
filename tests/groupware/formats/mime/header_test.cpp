#include "groupware/formats/mime/header.h"

#include "groupware/formats/mime/encoded_word.h"
#include "groupware/formats/mime/mailbox.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace groupware::formats::mime {
namespace {

TEST(EncodedWord, ReadsTheExamplesOfRfc2047Section8) {
    struct Case {
        std::string_view value;
        std::string_view text;
    };
    for (const auto& [value, text] : {
             Case{"=?ISO-8859-1?Q?a?=", "a"},
             Case{"=?ISO-8859-1?Q?a?= b", "a b"},
             Case{"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
             Case{"=?ISO-8859-1?Q?a?=  \t =?ISO-8859-1?Q?b?=", "ab"},
             Case{"=?ISO-8859-1?Q?a_b?=", "a b"},
             Case{"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
             Case{"=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>", "Keith Moore <moore@cs.utk.edu>"},
             Case{"=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= "
                  "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
                  "If you can read this you understand the example."},
             Case{"=?utf-8*en?q?=E2=82=AC?=", "\u20AC"},  // RFC 2231 section 5
             // Broken inside a character, as some senders do.
             Case{"=?UTF-8?Q?=C3?= =?UTF-8?Q?=BC?=", "\u00FC"},
             // No encoded words.
             Case{"a =? b ?= c", "a =? b ?= c"},
             Case{"=?UTF-8?Q?a b?=", "=?UTF-8?Q?a b?="},
             Case{"=?unheard-of?Q?a?=", "=?unheard-of?Q?a?="},
             Case{"=?UTF-8?X?a?=", "=?UTF-8?X?a?="},
             Case{"=?UTF-8?B?***?=", "=?UTF-8?B?***?="},
             Case{"=?UTF-8?Q?", "=?UTF-8?Q?"},
             Case{"=??Q?a?=", "=??Q?a?="},
             Case{"=?*en?Q?a?=", "=?*en?Q?a?="},
         }) {
        EXPECT_EQ(decodeWords(value), text) << value;
    }
}

TEST(EncodedWord, WritesWordsThatAreShortAndWhole) {
    EXPECT_EQ(encodeWords("Plain words."), "Plain words.");
    EXPECT_EQ(decodeWords(encodeWords("a\r\nBcc: b")), "a  Bcc: b");
    std::string text;
    for (int i = 0; i < 100; ++i) text += "\u00FC\u20AC\U0001F600 ";
    for (const auto& sample : {text, std::string("=?UTF-8?Q?a?="), std::string(500, 'x'), std::string("two  blanks")}) {
        const auto words = encodeWords(sample);
        EXPECT_EQ(decodeWords(words), sample);
        for (std::size_t start = 0; start < words.size();) {
            const auto end = std::min(words.find(' ', start), words.size());
            EXPECT_LE(end - start, 75U);  // RFC 2047 section 2
            start = end + 1;
        }
    }
}

TEST(Header, IsFoldedBeforeBlanks) {
    std::string out;
    std::string value;
    for (int i = 0; i < 40; ++i) value += (i ? " word" : "word") + std::to_string(i);
    appendHeader(out, "Subject", value);
    EXPECT_TRUE(out.ends_with("\r\n"));
    for (std::size_t start = 0; start < out.size();) {
        const auto end = out.find("\r\n", start);
        EXPECT_LE(end - start, 78U);  // RFC 5322 section 2.1.1
        start = end + 2;
    }
    std::string_view body;
    const auto header = parseHeader(out, body);
    ASSERT_EQ(header.size(), 1U);
    EXPECT_EQ(header[0].name, "subject");
    EXPECT_EQ(header[0].value, value);
}

TEST(Header, DatesAreThoseOfRfc5322) {
    EXPECT_EQ(formatDate(Instant(std::chrono::milliseconds(0))), "Thu, 01 Jan 1970 00:00:00 +0000");
    EXPECT_EQ(formatDate(Instant(std::chrono::milliseconds(1'795'216'200'999))), "Fri, 20 Nov 2026 23:10:00 +0000");
}

TEST(Header, EndsAtTheEmptyLine) {
    std::string_view body;
    const auto header = parseHeader("A: 1\r\n 2\nno field\n folded into nothing\nB:\t3 \r\n\r\nC: 4", body);
    ASSERT_EQ(header.size(), 2U);
    EXPECT_EQ(header[0].value, "1 2");
    EXPECT_EQ(findField(header, "b"), "3");
    EXPECT_EQ(findField(header, "c"), std::nullopt);
    EXPECT_EQ(body, "C: 4");
}

TEST(Header, ParametersAreQuotedOrNot) {
    const auto type = parseParameters(
        "Text/Calendar; METHOD = REQUEST;charset=\"ut\\f-8\"; ; bare; name*=utf-8''%e2%82%ac.ics; a=b=c");
    EXPECT_EQ(type.value, "text/calendar");
    EXPECT_EQ(type.parameter("method"), "REQUEST");
    EXPECT_EQ(type.parameter("charset"), "utf-8");
    EXPECT_EQ(type.parameter("name"), "\u20AC.ics");
    EXPECT_EQ(type.parameter("a"), "b=c");
    EXPECT_EQ(type.parameter("bare"), "");
    for (const auto* broken : {"", ";", "a;b=\"", "a;b=\"\\", ";=;=", "a; b*=x'"}) (void)parseParameters(broken);
}

TEST(Mailbox, IsAnAddressThatMayStandInASmtpCommand) {
    for (const auto* good : {"a@b", "first.last+tag@example.com", "o'hara@example.com", "a@[192.0.2.1]"})
        EXPECT_TRUE(isAddress(good)) << good;
    for (const auto* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>\r\nRCPT TO:<c@d", ".a@b", "a..b@c", "a@b.",
                            "\"a b\"@c", "a@b,c@d", "\u00FC@b", "a@\u00FC"})
        EXPECT_FALSE(isAddress(bad)) << bad;
    EXPECT_FALSE(isAddress(std::string(65, 'a') + "@b"));   // RFC 5321 section 4.5.3.1.1
    EXPECT_FALSE(isAddress("a@" + std::string(253, 'b')));  // section 4.5.3.1.3
}

TEST(Mailbox, ListsAreReadAsRfc5322AppendixAWritesThem) {
    struct Case {
        std::string_view value;
        std::vector<Mailbox> mailboxes;
    };
    for (const auto& [value, mailboxes] : {
             Case{"John Doe <jdoe@machine.example>", {{"jdoe@machine.example", "John Doe"}}},
             Case{"\"Joe Q. Public\" <john.q.public@example.com>", {{"john.q.public@example.com", "Joe Q. Public"}}},
             Case{"Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
                  {{"mary@x.test", "Mary Smith"}, {"jdoe@example.org", ""}, {"one@y.test", "Who?"}}},
             Case{"<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
                  {{"boss@nil.test", ""}, {"sysservices@example.net", "Giant; \"Big\" Box"}}},
             Case{"A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
                  {{"c@a.test", "Ed Jones"}, {"joe@where.test", ""}, {"jdoe@one.test", "John"}}},
             Case{"Undisclosed recipients:;", {}},
             Case{"Pete(A nice \\) chap) <pete(his account)@silly.test>", {}},  // a comment in an address is none
             Case{"=?UTF-8?Q?J=C3=BCrgen?= <j@x.test>", {{"j@x.test", "J\u00FCrgen"}}},
             Case{"not an address, \"a@b\" , \"unended", {{"a@b", ""}}},
         }) {
        EXPECT_EQ(parseMailboxes(value), mailboxes) << value;
    }
    EXPECT_EQ(parseMailboxes("a@b,c@d,e@f", 2).size(), 2U);
}

TEST(Mailbox, NamesAreQuotedOrEncodedWhereTheyMust) {
    EXPECT_EQ(formatMailbox({"a@b", ""}), "a@b");
    EXPECT_EQ(formatMailbox({"a@b", "Ann Bee"}), "Ann Bee <a@b>");
    EXPECT_EQ(formatMailbox({"a@b", "Bee, Ann \"x\""}), "\"Bee, Ann \\\"x\\\"\" <a@b>");
    EXPECT_EQ(formatMailbox({"a@b", "J\u00FCrgen"}), "=?UTF-8?B?SsO8cmdlbg==?= <a@b>");
    for (const auto* name : {"Ann", "Bee, Ann", "<c@d>", "a\\b", "=?x?q?y?=", "J\u00FCrgen, (Dr.)"}) {
        const std::vector<Mailbox> list{{"a@b", name}};
        EXPECT_EQ(parseMailboxes(formatMailbox(list[0])), list) << name;
    }
}

// RFC 2231 sections 3 and 4.
TEST(Header, ParametersAreWrittenSoThatEverybodyReadsThem) {
    EXPECT_EQ(formatParameter("filename", "a b.txt"), "filename=\"a b.txt\"");
    EXPECT_EQ(formatParameter("filename", ""), "filename=\"\"");
    EXPECT_EQ(formatParameter("filename", "\u00E4\".txt"), "filename*=UTF-8''%C3%A4%22.txt");
    EXPECT_EQ(formatParameter("filename", "a\r\nX: b"), "filename*=UTF-8''a%0D%0AX%3A%20b");
    EXPECT_EQ(formatParameter("filename", std::string(60, 'x')),
              "filename*0*=UTF-8''" + std::string(43, 'x') + "; filename*1*=" + std::string(17, 'x'));
    for (const auto* name : {"plan.pdf", "\u00E4 \u65E5.pdf", "a\\b\"c", "100%"})
        EXPECT_EQ(parseParameters("attachment; " + formatParameter("filename", name)).parameter("filename"), name);
}

}  // namespace
}  // namespace groupware::formats::mime
