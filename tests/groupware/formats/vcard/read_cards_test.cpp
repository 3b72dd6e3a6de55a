#include "groupware/formats/vcard/read_cards.h"

#include "groupware/base/error.h"
#include "groupware/formats/vcard/validate.h"
#include "tests/groupware/formats/vcard/samples.h"

namespace groupware::formats::vcard {
namespace {

TEST(ReadCards, EachCardOfAFileStandsForItself) {
    std::string file =
        "\xEF\xBB\xBF"
        "exported by somebody\r\n";
    for (const auto& text : samples()) file += text + "\r\n";
    const auto cards = readCards(file, {}, 100);
    ASSERT_EQ(cards.size(), samples().size());
    for (std::size_t i = 0; i < cards.size(); ++i) {
        ASSERT_TRUE(cards[i].card.has_value()) << cards[i].problem;
        EXPECT_EQ(cards[i].card->text(), samples()[i]);
    }
    EXPECT_EQ(cards[0].line, 2U);
}

TEST(ReadCards, ABrokenCardDoesNotHarmTheOthers) {
    const auto cards = readCards(
        "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nbroken\nEND:VCARD\nBEGIN:VCARD\nFN:no end\n"
        "begin:vcard \nVERSION:3.0\nFN:B\nend:vcard\nBEGIN:VCARD\nFN:\xFC\nEND:VCARD\nBEGIN:VCARD\nFN:C",
        {}, 100);
    ASSERT_EQ(cards.size(), 6U);
    EXPECT_EQ(cards[0].card->text("FN"), "A");
    EXPECT_EQ(cards[1].problem, "Line 5 has no colon.");
    EXPECT_EQ(cards[2].problem, "Line 7 begins what has no end.");
    EXPECT_EQ(cards[3].card->text("FN"), "B");
    EXPECT_EQ(cards[3].line, 9U);
    EXPECT_EQ(cards[4].problem, "Line 14 is not UTF-8.");
    EXPECT_EQ(cards[5].problem, "Line 16 begins what has no end.");
}

TEST(ReadCards, ACardOfAnAgentIsInsideOfTheOther) {
    const auto cards = readCards(
        "BEGIN:VCARD\nVERSION:2.1\nN:A\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:B\nEND:VCARD\nEND:VCARD\n", {}, 1);
    ASSERT_EQ(cards.size(), 1U);
    EXPECT_EQ(cards[0].card->component().components().size(), 1U);
}

TEST(ReadCards, LimitsAreKept) {
    const std::string three = "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:" + std::string(100, 'x') +
                              "\nEND:VCARD\nBEGIN:VCARD\nFN:A\nEND:VCARD\n";
    EXPECT_THROW((void)readCards(three, {}, 2), Error);
    const auto cards = readCards(three, {.octets = 50}, 3);
    EXPECT_EQ(cards[1].problem, "The text is too long.");
    EXPECT_TRUE(cards[2].card.has_value());
    EXPECT_TRUE(readCards("", {}, 1).empty());
    EXPECT_TRUE(readCards("END:VCARD\n", {}, 1).empty());
}

TEST(Validate, TheSamplesAreValid) {
    for (const auto& text : samples()) {
        const auto problems = validate(card(text));
        EXPECT_TRUE(problems.empty()) << problems.front().text;
    }
}

TEST(Validate, NamesTheLine) {
    const auto problems = validate(
        card("BEGIN:VCARD\r\nVERSION:5.0\r\nUID:1\r\nNOTE:a\x01\r\n b\r\nUID:2\r\nVERSION:3.0\r\nEND:VCARD\r\n"));
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(problem.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"Line 2: VERSION is none that is known.", "FN is missing.",
                                               "N is missing.", "Line 7: VERSION is there more than once.",
                                               "Line 6: UID is there more than once.",
                                               "Line 4: NOTE has a control character in it."}));
    EXPECT_EQ(problems[5].line, 4U);
    EXPECT_EQ(problems[5].property, "NOTE");
    EXPECT_EQ(validate(card("BEGIN:VCARD\r\nFN:A\r\nN:A\r\nEND:VCARD\r\n"))[0].text, "VERSION is missing.");
}

TEST(Validate, Rfc6350Section5Point4LanguagesOfOnePropertyCountOnce) {
    EXPECT_TRUE(validate(cardWith("FN:F\r\nN;ALTID=1;LANGUAGE=jp:a\r\nN;ALTID=1;LANGUAGE=en:b\r\n", "4.0")).empty());
    EXPECT_EQ(validate(cardWith("FN:F\r\nN;ALTID=1:a\r\nN;ALTID=2:b\r\n", "4.0")).size(), 1U);
}

}  // namespace
}  // namespace groupware::formats::vcard
