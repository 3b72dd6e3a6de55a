#include "groupware/formats/vcard/card.h"

#include "groupware/base/error.h"
#include "groupware/formats/vcard/name.h"
#include "tests/groupware/formats/vcard/samples.h"

namespace groupware::formats::vcard {
namespace {

std::string refusal(const std::string& text) {
    try {
        (void)card(text);
    } catch (const Error& error) {
        return error.publicText();
    }
    ADD_FAILURE() << "accepted: " << text;
    return {};
}

TEST(Card, IsWrittenAsItWasRead) {
    for (const auto& text : samples()) EXPECT_EQ(card(text).text(), text);
}

TEST(Card, SettingWhatItSaysChangesNothing) {
    for (const auto& text : samples()) {
        auto same = card(text);
        for (const auto* name : {"FN", "TITLE", "NOTE", "UID", "URL"}) same.setText(name, same.text(name));
        same.setStructured("ORG", same.structured("ORG"));
        same.setList("CATEGORIES", same.list("CATEGORIES"));
        setName(same, nameOf(same));
        EXPECT_EQ(same.text(), text);
    }
}

TEST(Card, TextsAreDecoded) {
    EXPECT_EQ(card(kApple).text("NOTE"),
              "First line\nsecond, with a comma and a rather long text that has to be folded");
    EXPECT_EQ(card(kApple).text("URL"), "http://www.example.com/");
    EXPECT_FALSE(card(kApple).text("NICKNAME").has_value());
    EXPECT_EQ(card(kDavx5).text("EMAIL"), "e.mustermann@example.com") << "the preferred one";
    EXPECT_EQ(card(kApple).structured("ORG"), (lines::Structured{{"Example Inc."}, {"Design"}}));
    EXPECT_EQ(card(kGoogle).list("CATEGORIES"), (std::vector<std::string>{"myContacts", "starred"}));
}

TEST(Card, Vcard21TextsAreDecoded) {
    const auto outlook = card(kOutlook);
    EXPECT_EQ(outlook.version(), Version::V21);
    EXPECT_EQ(outlook.text("FN"), "J\xC3\xB6rg M\xC3\xBCller");
    EXPECT_EQ(outlook.text("TITLE"),
              "Gesch\xC3\xA4"
              "ftsf\xC3\xBChrer");
    EXPECT_EQ(outlook.text("NOTE"), "Zeile 1\nZeile=2");
    EXPECT_EQ(outlook.structured("ORG"), (lines::Structured{{"Beispiel, GmbH"}, {"Vertrieb"}}));
    EXPECT_EQ(nameOf(outlook), (Name{"M\xC3\xBCller", "J\xC3\xB6rg", "", "Herr", ""}));
    EXPECT_EQ(cardWith("NOTE:C:\\new\\; x\r\n", "2.1").text("NOTE"), "C:\\new; x");
    EXPECT_EQ(cardWith("NOTE;CHARSET=X-NONE:M\xFC\r\n", "2.1").text("NOTE"), "M\xEF\xBF\xBD");
}

TEST(Card, AChangeTouchesOneLine) {
    auto apple = card(kApple);
    apple.setText("TITLE", "Boss; of all");
    std::string expected = kApple;
    expected.replace(expected.find("TITLE:Engineer"), 14, "TITLE:Boss\\; of all");
    EXPECT_EQ(apple.text(), expected);
    apple.setText("TITLE", std::nullopt);
    apple.setText("NICKNAME", "");
    expected.erase(expected.find("TITLE:"), 21);
    EXPECT_EQ(apple.text(), expected);
}

TEST(Card, Vcard21ChangesAreQuotedPrintableWhereNeeded) {
    auto outlook = cardWith("FN;CHARSET=Windows-1252:J\xF6rg\r\nNOTE;QUOTED-PRINTABLE:=C3=A4\r\n", "2.1");
    outlook.setText("NOTE", "a;b\\c");
    outlook.setText("FN", "J\xC3\xB6rg\nM\xC3\xBCller=");
    EXPECT_EQ(propertiesOf(outlook),
              "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg=0D=0AM=C3=BCller=3D\r\nNOTE:a\\;b\\\\c\r\n");
    EXPECT_EQ(outlook.text("FN"), "J\xC3\xB6rg\nM\xC3\xBCller=");
    EXPECT_EQ(outlook.text("NOTE"), "a;b\\c");
}

TEST(Card, ListsGoIntoTheFirstProperty) {
    auto many = cardWith("CATEGORIES:a\r\nX-A:1\r\nCATEGORIES:b,c\r\n");
    EXPECT_EQ(many.list("categories"), (std::vector<std::string>{"a", "b", "c"}));
    many.setList("CATEGORIES", {"a", "b,c"});
    EXPECT_EQ(propertiesOf(many), "CATEGORIES:a,b\\,c\r\nX-A:1\r\n");
    many.setList("CATEGORIES", {});
    EXPECT_EQ(propertiesOf(many), "X-A:1\r\n");
}

TEST(Card, Rfc6350Section6Point2Point2NamesKeepTheirLists) {
    auto doctor = cardWith("N;SORT-AS=\"x\":Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.,A.C.P.\r\n", "4.0");
    auto name = nameOf(doctor);
    EXPECT_EQ(name, (Name{"Stevenson", "John", "Philip Paul", "Dr.", "Jr. M.D. A.C.P."}));
    name.given = "Jack, the \\";
    setName(doctor, name);
    EXPECT_EQ(propertiesOf(doctor), "N;SORT-AS=x:Stevenson;Jack\\, the \\\\;Philip,Paul;Dr.;Jr.,M.D.,A.C.P.\r\n");
    EXPECT_EQ(nameOf(doctor), name);
}

TEST(Card, AnEmptyNameIsOneWhereTheVersionDemandsIt) {
    Card old(Version::V30);
    setName(old, {});
    EXPECT_EQ(propertiesOf(old), "N:;;;;\r\n");
    setName(old, {.family = "A", .given = "B", .additional = {}, .prefixes = {}, .suffixes = {}});
    EXPECT_EQ(propertiesOf(old), "N:A;B;;;\r\n");
    auto current = cardWith("N:A;B\r\n", "4.0");
    setName(current, {});
    EXPECT_EQ(propertiesOf(current), "");
    EXPECT_EQ(Card(Version::V40).text(), "BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n");
}

TEST(Card, RemovingAPropertyTakesItsLabelWithIt) {
    auto apple =
        cardWith("item1.URL:http://a\r\nitem1.X-ABLabel:Home\r\nitem2.TEL:1\r\nitem2.X-A:2\r\nitem2.X-ABLabel:L\r\n");
    apple.removeAll("URL");
    apple.removeAll("TEL");
    EXPECT_EQ(propertiesOf(apple), "item2.X-A:2\r\nitem2.X-ABLabel:L\r\n");
}

TEST(Card, OnlyOneCardInUtf8IsTaken) {
    EXPECT_EQ(refusal(""), "The text is not exactly one vCard.");
    EXPECT_EQ(refusal("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "The text is not exactly one vCard.");
    EXPECT_EQ(refusal(std::string(kGoogle) + kGoogle), "The text is not exactly one vCard.");
    EXPECT_EQ(refusal("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\xFC\r\nEND:VCARD\r\n"), "Line 3 is not UTF-8.");
    EXPECT_EQ(refusal("BEGIN:VCARD\r\nFN;CHARSET=x;X-\xFC=1:a\r\nEND:VCARD\r\n"), "Line 2 is not UTF-8.");
    EXPECT_EQ(refusal("BEGIN:VCARD\r\nFN\r\nEND:VCARD\r\n"), "Line 2 has no colon.");
}

}  // namespace
}  // namespace groupware::formats::vcard
