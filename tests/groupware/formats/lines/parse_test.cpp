#include "groupware/formats/lines/parse.h"

#include "groupware/formats/lines/ascii.h"
#include "tests/groupware/formats/lines/samples.h"

#include <random>

namespace groupware::formats::lines {
namespace {

std::string refusal(const std::string& text, const Limits& limits = {}) {
    try {
        (void)parseLines(text, limits);
    } catch (const Error& error) {
        return error.publicText();
    }
    ADD_FAILURE() << "accepted: " << text;
    return {};
}

TEST(Lines, Rfc5545Section3Point1UnfoldsALongLine) {
    const auto line = oneLine("DESCRIPTION:This is a lo\r\n ng description\r\n  that exists on a long line.\r\n");
    EXPECT_EQ(line.name(), "DESCRIPTION");
    EXPECT_EQ(line.value(), "This is a long description that exists on a long line.");
}

TEST(Lines, Rfc6350Section3Point2UnfoldsWithATab) {
    EXPECT_EQ(oneLine("NOTE:This is a long descrip\r\n\ttion that exists o\r\n n a long line.\r\n").value(),
              "This is a long description that exists on a long line.");
}

TEST(Lines, Rfc5545Section3Point2ParametersHaveListsAndQuotes) {
    const auto line = oneLine(
        "ATTENDEE;MEMBER=\"mailto:projectA@example.com\",\"mailto:pr\r\n ojectB@example.com\";RSVP=TRUE:mailto:"
        "jane_doe@example.com\r\n");
    EXPECT_EQ(line.parameters(),
              (std::vector<Parameter>{{"MEMBER", {"mailto:projectA@example.com", "mailto:projectB@example.com"}},
                                      {"RSVP", {"TRUE"}}}));
    EXPECT_EQ(line.value(), "mailto:jane_doe@example.com");
    EXPECT_EQ(line.parameter("rsvp"), "TRUE");
    EXPECT_FALSE(line.parameter("CN").has_value());
}

TEST(Lines, Rfc6868Section3Point2DecodesCarets) {
    const auto line = oneLine("ATTENDEE;CN=George Herman ^'Babe^' Ruth:mailto:babe@example.com\r\n");
    EXPECT_EQ(line.parameter("CN"), "George Herman \"Babe\" Ruth");
    const auto geo = oneLine(
        "GEO;X-ADDRESS=\"Pittsburgh Pirates^n115 Federal St^nPitt\r\n sburgh, PA 15212\":40.446816,-80.00566\r\n");
    EXPECT_EQ(geo.parameter("X-ADDRESS"), "Pittsburgh Pirates\n115 Federal St\nPittsburgh, PA 15212");
    EXPECT_EQ(oneLine("X;Y=a^^b^c^:z").parameter("Y"), "a^b^c^");
}

TEST(Lines, Rfc6350Section3Point3GroupsAreApart) {
    const auto line = oneLine("item1.EMAIL;type=INTERNET;type=HOME:a@example.com\r\n");
    EXPECT_EQ(line.group(), "item1");
    EXPECT_TRUE(line.is("email"));
    EXPECT_EQ(line.parameterValues("TYPE"), (std::vector<std::string_view>{"INTERNET", "HOME"}));
    EXPECT_TRUE(line.hasParameter("TYPE", "home"));
    EXPECT_FALSE(line.hasParameter("TYPE", "work"));
}

TEST(Lines, Vcard21HasParametersWithoutNames) {
    const auto line = oneLine("TEL;HOME;VOICE;X-A=b:+49 30 1\r\n");
    EXPECT_EQ(line.parameters(), (std::vector<Parameter>{{"", {"HOME"}}, {"", {"VOICE"}}, {"X-A", {"b"}}}));
    EXPECT_TRUE(line.hasParameter("TYPE", "voice"));
}

TEST(Lines, Vcard21QuotedPrintableGoesOnAfterASoftBreak) {
    const std::string text =
        "LABEL;DOM;ENCODING=QUOTED-PRINTABLE:P. O. Box 456=0D=0A=\r\n123 Main Street=0D=0A=\r\nAny Town\r\nTEL:1\r\n";
    const auto lines = parseLines(text, {});
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines.front().value(), "P. O. Box 456=0D=0A123 Main Street=0D=0AAny Town");
    EXPECT_EQ(lines.back().number(), 4U);
    EXPECT_EQ(sourcesOf(lines), text);
    EXPECT_EQ(oneLine("NOTE:1+1=\r\n").value(), "1+1=") << "only where the parameters say so";
}

TEST(Lines, Vcard21Base64EndsWithAnEmptyLineOrTheNextProperty) {
    for (const std::string end : {"\r\n", "", "  \r\n"}) {
        const std::string text = "PHOTO;JPEG;ENCODING=BASE64:\r\n/9j/4AAQ\r\nSkZJRg==\r\n" + end + "END:VCARD\r\n";
        const auto lines = parseLines(text, {});
        ASSERT_EQ(lines.size(), 2U) << text;
        EXPECT_EQ(trimmed(lines.front().value()), "/9j/4AAQSkZJRg==");
        EXPECT_EQ(sourcesOf(lines), text);
    }
}

TEST(Lines, KeepsEveryOctetOfUnusualLayout) {
    for (const std::string text : {"\xEF\xBB\xBF\r\n \r\nA:1\r\n\r\n\r\nB:2", "A:1\nB:2\n\n", "A:1\r\r\nB:2\r\r\n",
                                   "A:\r\n\r\n  \r\nB;C=\"x\"y\"z\":2\r\n", "A:1\r\n \r\n \r\nB:2\r\n\t\r\n"}) {
        const auto lines = parseLines(text, {});
        EXPECT_EQ(lines.size(), 2U) << text;
        EXPECT_EQ(sourcesOf(lines), text);
    }
    EXPECT_TRUE(parseLines("", {}).empty());
    EXPECT_TRUE(parseLines("\r\n \r\n", {}).empty());
}

TEST(Lines, ABrokenLineIsNamed) {
    EXPECT_EQ(refusal("A:1\r\n b\r\nBCD\r\n"), "Line 3 has no colon.");
    EXPECT_EQ(refusal("A;B\r\n"), "Line 1 has no colon.");
    EXPECT_EQ(refusal("A;B=\"c:d\r\n"), "Line 1 has a quote without end.");
    EXPECT_EQ(refusal("A;B=\"c\"\r\n"), "Line 1 has no colon.");
    EXPECT_EQ(refusal(":1\r\n"), "Line 1 has no name.");
    EXPECT_EQ(refusal("item1.:1\r\n"), "Line 1 has no name.");
    EXPECT_EQ(refusal(".A:1\r\n"), "Line 1 has no name.");
    EXPECT_EQ(refusal("A B:1\r\n"), "Line 1 has no name.");
    EXPECT_EQ(refusal("A;=b:1\r\n"), "Line 1 has a parameter without a name.");
    EXPECT_EQ(refusal("A:1\r2\r\n"), "Line 1 has a carriage return or NUL in it.");
    EXPECT_EQ(refusal(std::string("A:1\0\r\n", 6)), "Line 1 has a carriage return or NUL in it.");
}

TEST(Lines, LimitsAreKept) {
    EXPECT_EQ(refusal("A:12\r\n", {.octets = 5}), "The text is too long.");
    EXPECT_EQ(refusal("A:1\r\nB:2\r\n", {.lines = 1}), "The text has too many lines.");
    EXPECT_EQ(refusal("A;B=1,2;C:1\r\n", {.parameterValues = 2}), "Line 1 has too many parameters.");
    EXPECT_EQ(parseLines("A;B=1,2;C:1\r\n", {.octets = 13, .lines = 1, .parameterValues = 3}).size(), 1U);
}

/// Random soups of what matters to the parser: whatever is accepted keeps its octets.
TEST(Lines, SourcesAreAlwaysTheWholeText) {
    const std::vector<std::string> pieces{
        "A",      "N",  ":",   ";",     "=",        ",",        "\"",
        "\r\n",   "\n", " ",   "\t",    "^n",       "\xC3\xA4", "ENCODING=QUOTED-PRINTABLE",
        "BASE64", ".",  "A:b", "=\r\n", "\r\n\r\n", "\\"};
    std::mt19937 random(20261120);
    int accepted = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string text = "A";
        for (auto count = random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
        try {
            EXPECT_EQ(sourcesOf(parseLines(text, {})), text);
            ++accepted;
        } catch (const Error&) {
            continue;
        }
    }
    EXPECT_GT(accepted, 200);
}

}  // namespace
}  // namespace groupware::formats::lines
