#include "groupware/contacts/card_fields.h"

#include "groupware/formats/vcard/validate.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace groupware::contacts {
namespace {

using formats::vcard::Card;
using formats::vcard::Version;

Card reread(const Card& card) {
    return Card::parse(card.text(), {});
}

Card emptyCard(Version version) {
    Card card(version);
    card.setText("UID", "u");
    if (version == Version::V30) card.component().add(formats::vcard::ContentLine("N", ";;;;"));
    return card;
}

/// A value that the field may have, with what escapes and folds may stumble over.
std::string someValue(const Field& field, std::mt19937& random) {
    const std::array<std::string, 8> pieces{"a",          "B;c",   "d,e", "back\\slash", "\xC3\xA4\xC3\xB6",
                                            "\"quoted\"", "x:y=z", "1 2"};
    const auto piece = [&] { return pieces[random() % pieces.size()]; };
    switch (field.kind) {
        case FieldKind::Text: return normalized(field, piece() + piece() + piece());
        case FieldKind::Lines: return normalized(field, piece() + "\n" + piece());
        case FieldKind::List: return normalized(field, piece() + ", " + piece());
        case FieldKind::Date: return random() % 2 == 0 ? "1964-02-29" : "--02-29";
        case FieldKind::Number: return std::to_string(1 + random() % 9);
        case FieldKind::Flag: return "1";
    }
    return {};
}

Fields withoutDisplayName(Fields fields) {
    fields.erase(column::kDisplayName);
    return fields;
}

std::vector<std::string> linesOf(const Card& card) {
    std::vector<std::string> lines;
    for (const auto& property : card.component().properties()) {
        std::string text;
        property.write(text, "\r\n");
        lines.push_back(text);
    }
    return lines;
}

class CardFields : public ::testing::TestWithParam<Version> {};
INSTANTIATE_TEST_SUITE_P(Versions, CardFields, ::testing::Values(Version::V30, Version::V40));

TEST_P(CardFields, EachFieldAloneIsReadAsItWasWritten) {
    std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same values in every run
    for (const auto& field : fields()) {
        const Fields change{{field.column, someValue(field, random)}};
        requireValid(change);
        Card card = emptyCard(GetParam());
        setFields(change, card);
        auto read = fieldsOf(reread(card));
        EXPECT_EQ(valueOf(read, field.column), valueOf(change, field.column)) << field.name << "\n" << card.text();
        read.erase(column::kDisplayName);
        EXPECT_EQ(read, withoutDisplayName(change)) << field.name << "\n" << card.text();
    }
}

TEST_P(CardFields, ManyChangesInARowAreReadAsTheyWereWritten) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        Card card = emptyCard(GetParam());
        Fields expected;
        for (int round = 0; round < 12; ++round) {
            Fields change;
            for (const auto& field : fields()) {
                if (random() % 8 != 0) continue;
                change[field.column] = random() % 3 == 0 ? std::string() : someValue(field, random);
            }
            setFields(change, card);
            for (const auto& [column, value] : change) expected[column] = value;
            std::erase_if(expected, [](const auto& entry) { return entry.second.empty(); });
            card = reread(card);
            ASSERT_EQ(withoutDisplayName(fieldsOf(card)), withoutDisplayName(expected)) << seed << "\n" << card.text();
            if (expected.contains(column::kDisplayName)) {
                EXPECT_EQ(valueOf(fieldsOf(card), column::kDisplayName), expected[column::kDisplayName]);
            }
        }
    }
}

TEST_P(CardFields, ACardIsValidWhateverIsWritten) {
    std::mt19937 random(3);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
    Fields all;
    for (const auto& field : fields()) all[field.column] = someValue(field, random);
    Card card = emptyCard(GetParam());
    setFields(all, card);
    for (const auto& problem : formats::vcard::validate(reread(card)))
        ADD_FAILURE() << problem.property << problem.text;
    EXPECT_EQ(fieldsOf(reread(card)), all);
}

constexpr std::string_view kForeign =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iOS 17//EN\r\nN:Doe;John;Q.;Dr.;Jr.\r\nFN:Dr. John Doe\r\n"
    "ORG:Example, Inc.;Sales;Europe\r\nitem1.EMAIL;type=INTERNET;type=HOME;type=pref:j@home.example\r\n"
    "EMAIL;type=INTERNET;type=WORK:j@work.example\r\nEMAIL:third@example.com\r\nEMAIL:fourth@example.com\r\n"
    "TEL;type=CELL;type=VOICE;type=pref:+1 555 1\r\nTEL;type=WORK:+1 555 2\r\nTEL;type=WORK;type=FAX:+1 555 3\r\n"
    "TEL;type=MAIN:+1 555 4\r\nitem2.ADR;type=HOME:;;1 Street;Town;;12345;Land\r\nitem2.X-ABADR:de\r\n"
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\nX-SOCIALPROFILE;type=twitter:http://twitter.com/"
    "j\r\nNOTE:first\\nsecond\r\n"
    "X-UNKNOWN;A=b:c\r\nREV:2020-01-01T00:00:00Z\r\nUID:abc\r\nEND:VCARD\r\n";

TEST(CardOfAnotherClient, IsUnderstood) {
    const auto fields = fieldsOf(Card::parse(kForeign, {}));
    const Fields expected{{500, "Dr. John Doe"},
                          {501, "John"},
                          {502, "Doe"},
                          {503, "Q."},
                          {504, "Jr."},
                          {505, "Dr."},
                          {506, "1 Street"},
                          {507, "12345"},
                          {508, "Town"},
                          {510, "Land"},
                          {511, "--02-29"},
                          {518, "first\nsecond"},
                          {519, "Sales"},
                          {542, "+1 555 2"},
                          {544, "+1 555 3"},
                          {551, "+1 555 1"},
                          {553, "+1 555 4"},
                          {555, "j@work.example"},
                          {556, "j@home.example"},
                          {557, "third@example.com"},
                          {569, "Example, Inc."}};
    EXPECT_EQ(fields, expected);
}

TEST(CardOfAnotherClient, SettingWhatItSaysChangesNothing) {
    Card card = Card::parse(kForeign, {});
    setFields(fieldsOf(card), card);
    EXPECT_EQ(card.text(), kForeign);
}

TEST(CardOfAnotherClient, OneFieldChangesItsOwnLineOnly) {
    const Card before = Card::parse(kForeign, {});
    std::mt19937 random(5);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
    const auto old = fieldsOf(before);
    for (const auto& field : fields()) {
        Card card = before;
        setFields({{field.column, someValue(field, random)}}, card);
        const auto was = linesOf(before);
        const auto is = linesOf(card);
        const std::multiset<std::string> kept(is.begin(), is.end());
        std::size_t gone = 0;
        for (const auto& line : was) gone += kept.contains(line) ? 0 : 1;
        EXPECT_LE(gone, 1U) << field.name << "\n" << card.text();
        EXPECT_LE(is.size(), was.size() + 3) << field.name << "\n"
                                             << card.text();  // a label and its group's, or a mark
        Fields expected = old;
        expected[field.column] = valueOf(fieldsOf(card), field.column);
        EXPECT_EQ(fieldsOf(reread(card)), expected) << field.name << "\n" << card.text();
    }
}

TEST(CardOfAnotherClient, ALineThatIsNoFieldDoesNotTakeThePlaceOfARemovedOne) {
    Card card = Card::parse(kForeign, {});
    setFields({{column::kEmail3, ""}}, card);
    EXPECT_EQ(valueOf(fieldsOf(reread(card)), column::kEmail3), "");
    EXPECT_NE(card.text().find("fourth@example.com"), std::string::npos);
}

TEST(CardOfAnotherClient, ALongValueIsCutButKept) {
    const std::string name(1000, 'n');
    Card card = Card::parse("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:" + name + "\r\nEND:VCARD\r\n", {});
    const auto fields = fieldsOf(card);
    EXPECT_EQ(valueOf(fields, column::kDisplayName).size(), 320U);
    setFields(fields, card);
    EXPECT_EQ(card.text("FN"), name);
}

TEST(DisplayName, IsMadeOfWhatThereIs) {
    EXPECT_EQ(displayNameFor({{column::kLastName, "Doe"}, {column::kFirstName, "John"}}), "Doe, John");
    EXPECT_EQ(displayNameFor({{column::kCompany, "Example"}, {column::kEmail1, "a@example.com"}}), "Example");
    EXPECT_EQ(displayNameFor({{551, "+49 1"}}), "+49 1");
    EXPECT_EQ(displayNameFor({{column::kNote, "x"}}), "");
}

TEST(Fields, RulesAreEnforced) {
    const auto refused = [](int column, const std::string& value) {
        EXPECT_ANY_THROW(requireValid({{column, value}})) << column << value;
    };
    refused(column::kBirthday, "1999-02-29");
    refused(column::kBirthday, "yesterday");
    refused(column::kColorLabel, "11");
    refused(column::kLastName, "a\nb");
    refused(column::kLastName, "\xFF");
    refused(column::kLastName, std::string(256, 'a'));
    refused(524, "1");
    EXPECT_NO_THROW(
        requireValid({{column::kBirthday, "1996-02-29"}, {column::kNote, "a\nb"}, {column::kLastName, ""}}));
}

TEST(Fields, DatesWithoutAYearStandInALeapYear) {
    const auto day = dateMilliseconds("--02-29");
    ASSERT_TRUE(day.has_value());
    EXPECT_EQ(dateText(*day), "--02-29");
    EXPECT_EQ(dateText(*dateMilliseconds("1970-01-02")), "1970-01-02");
    EXPECT_EQ(dayOfYear("1964-11-05"), 1105);
    EXPECT_EQ(dayOfYear("x"), 0);
}

}  // namespace
}  // namespace groupware::contacts
