#include "groupware/base/error.h"
#include "groupware/formats/vcard/date.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/formats/vcard/photo.h"
#include "groupware/formats/vcard/relation.h"
#include "tests/groupware/formats/vcard/samples.h"

namespace groupware::formats::vcard {
namespace {

PartialDate date(std::optional<int> year, std::optional<unsigned> month, std::optional<unsigned> day) {
    return {.year = year, .month = month, .day = day};
}

TEST(Date, Rfc6350Section4Point3Point1) {
    EXPECT_EQ(parseDate("19850412"), date(1985, 4, 12));
    EXPECT_EQ(parseDate("1985-04"), date(1985, 4, {}));
    EXPECT_EQ(parseDate("1985"), date(1985, {}, {}));
    EXPECT_EQ(parseDate("--0412"), date({}, 4, 12));
    EXPECT_EQ(parseDate("--04"), date({}, 4, {}));
    EXPECT_EQ(parseDate("---12"), date({}, {}, 12));
    EXPECT_EQ(parseDate("--0229"), date({}, 2, 29));
    EXPECT_EQ(parseDate("19961022T140000"), date(1996, 10, 22));
    EXPECT_EQ(parseDate("--1022T1400"), date({}, 10, 22));
}

TEST(Date, Rfc2426Section3Point1Point5AndClients) {
    EXPECT_EQ(parseDate("1996-04-15"), date(1996, 4, 15));
    EXPECT_EQ(parseDate("1953-10-15T23:10:00Z"), date(1953, 10, 15));
    EXPECT_EQ(parseDate(" --04-12 "), date({}, 4, 12));
    for (const auto* text : {"", "-", "--", "---", "T102200", "circa 1800", "19851301", "19850230", "1985-02-29",
                             "--0230", "198504121", "85-04-12", "1985-4-12", "---32"}) {
        EXPECT_FALSE(parseDate(text).has_value()) << text;
    }
}

TEST(Date, BirthdaysWithoutAYear) {
    EXPECT_EQ(birthday(card(kApple)), date({}, 4, 12));
    EXPECT_EQ(birthday(card(kDavx5)), date({}, 4, 12));
    EXPECT_EQ(birthday(card(kThunderbird)), date(1980, 2, 29));
    EXPECT_FALSE(birthday(card(kAppleGroup)).has_value());

    auto old = cardWith("BDAY;VALUE=date:1970-01-02\r\n");
    setBirthday(old, date({}, 2, 29));
    EXPECT_EQ(propertiesOf(old), "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n");
    EXPECT_EQ(birthday(old), date({}, 2, 29));
    setBirthday(old, date(1976, 2, 29));
    EXPECT_EQ(propertiesOf(old), "BDAY:1976-02-29\r\n");
    setBirthday(old, std::nullopt);
    EXPECT_EQ(propertiesOf(old), "");
}

TEST(Date, EveryPartialDateSurvives) {
    for (const auto& each : {date(1985, 4, 12), date(1985, 4, {}), date(1985, {}, {}), date({}, 4, 12), date({}, 4, {}),
                             date({}, {}, 12), date(1604, 2, 29), date(0, 1, 1)}) {
        for (const auto version : {Version::V21, Version::V30, Version::V40}) {
            Card any(version);
            setBirthday(any, each);
            EXPECT_EQ(birthday(card(any.text())), each) << any.text();
            setAnniversary(any, each);
            EXPECT_EQ(anniversary(card(any.text())), each) << any.text();
        }
    }
}

TEST(Date, WhatIsNoDateStays) {
    auto text = cardWith("BDAY;VALUE=text:circa 1800\r\n", "4.0");
    EXPECT_FALSE(birthday(text).has_value());
    setBirthday(text, std::nullopt);
    EXPECT_EQ(propertiesOf(text), "BDAY;VALUE=text:circa 1800\r\n");
    setBirthday(text, date(1800, {}, {}));
    EXPECT_EQ(propertiesOf(text), "BDAY:1800\r\n");
    EXPECT_THROW(setBirthday(text, date(1985, 2, 29)), Error);
    EXPECT_THROW(setBirthday(text, date(10000, 1, 1)), Error);
    EXPECT_THROW(setBirthday(text, PartialDate{}), Error);
}

TEST(Date, AnniversariesOfAllClients) {
    EXPECT_EQ(anniversary(card(kApple)), date(2004, 6, 19));
    EXPECT_EQ(anniversary(card(kDavx5)), date(2010, 5, 6));
    EXPECT_EQ(anniversary(card(kGoogle)), date(2015, 1, 2));
    auto apple = card(kApple);
    setAnniversary(apple, date(2005, 6, 19));
    EXPECT_NE(apple.text().find("item3.X-ABDATE;type=pref:2005-06-19\r\nitem3.X-ABLabel:_$!<Anniversary>!$_\r\n"),
              std::string::npos);
    setAnniversary(apple, std::nullopt);
    EXPECT_EQ(apple.text().find("item3"), std::string::npos);
    auto google = card(kGoogle);
    setAnniversary(google, date(2016, 1, 2));
    EXPECT_NE(google.text().find("X-ANNIVERSARY:2016-01-02\r\n"), std::string::npos);
    Card old(Version::V30);
    setAnniversary(old, date(2001, 2, 3));
    EXPECT_EQ(propertiesOf(old), "item1.X-ABDATE:2001-02-03\r\nitem1.X-ABLabel:_$!<Anniversary>!$_\r\n");
}

TEST(Date, RevisionsAreInstants) {
    const std::chrono::sys_seconds when{std::chrono::sys_days(std::chrono::year(1995) / 10 / 31) +
                                        std::chrono::hours(22) + std::chrono::minutes(27) + std::chrono::seconds(10)};
    Card old(Version::V30);
    Card current(Version::V40);
    setRevision(old, when);
    setRevision(current, when);
    EXPECT_EQ(propertiesOf(old), "REV:1995-10-31T22:27:10Z\r\n");
    EXPECT_EQ(propertiesOf(current), "REV:19951031T222710Z\r\n");
}

TEST(Photo, AllFormsAreRead) {
    const Binary jpeg{
        .mediaType = "image/jpeg", .octets = "\xFF\xD8\xFF\xE0" + std::string("\0\x10JFIF", 6), .uri = {}};
    EXPECT_EQ(photo(card(kApple)), jpeg);
    EXPECT_EQ(photo(card(kOutlook)), jpeg);
    const auto png = photo(card(kDavx5));
    ASSERT_TRUE(png.has_value());
    EXPECT_EQ(png->mediaType, "image/png");
    EXPECT_EQ(png->octets, "\x89PNG\r\n\x1A\n");
    EXPECT_FALSE(photo(card(kGoogle)).has_value());

    const auto read = [](const std::string& line) { return photo(cardWith(line + "\r\n")); };
    EXPECT_EQ(read("PHOTO;VALUE=uri:http://www.example.org/jqpublic.gif"),
              (Binary{"", "", "http://www.example.org/jqpublic.gif"}));
    EXPECT_EQ(read("PHOTO;MEDIATYPE=image/gif:http\\://www.example.com/x.gif"),
              (Binary{"image/gif", "", "http://www.example.com/x.gif"}));
    EXPECT_EQ(read("PHOTO;VALUE=uri:data\\:image/png\\;base64\\,YQ=="), (Binary{"image/png", "a", ""}));
    EXPECT_EQ(read("PHOTO:data:,a%20b%"), (Binary{"", "a b%", ""}));
    EXPECT_EQ(read("PHOTO;ENCODING=B;TYPE=image/png:YQ"), (Binary{"image/png", "a", ""}));
    EXPECT_FALSE(read("PHOTO;ENCODING=b:***").has_value());
    EXPECT_FALSE(read("PHOTO:").has_value());
    EXPECT_EQ(read("PHOTO;ENCODING=b:***\r\nPHOTO;ENCODING=b:YQ"), (Binary{"", "a", ""}));
}

TEST(Photo, IsWrittenAsTheVersionDoes) {
    const Binary png{.mediaType = "image/png", .octets = "a", .uri = {}};
    const Binary far{.mediaType = "image/gif", .octets = {}, .uri = "https://example.com/x"};
    for (const auto& [version, inlined, outside] : std::vector<std::array<std::string, 3>>{
             {"2.1", "PHOTO;ENCODING=BASE64;TYPE=PNG:YQ==\r\n", "PHOTO;VALUE=URL;TYPE=GIF:https://example.com/x\r\n"},
             {"3.0", "PHOTO;ENCODING=b;TYPE=PNG:YQ==\r\n", "PHOTO;VALUE=uri;TYPE=GIF:https://example.com/x\r\n"},
             {"4.0", "PHOTO:data:image/png;base64,YQ==\r\n", "PHOTO;MEDIATYPE=image/gif:https://example.com/x\r\n"}}) {
        auto any = cardWith("PHOTO;X-ABCROP-RECTANGLE=1;ENCODING=b;TYPE=JPEG:/9j/\r\n", version);
        setPhoto(any, png);
        EXPECT_EQ(propertiesOf(any), inlined);
        EXPECT_EQ(photo(any), png);
        setPhoto(any, far);
        EXPECT_EQ(propertiesOf(any), outside);
        EXPECT_EQ(photo(any), far);
        setPhoto(any, std::nullopt);
        EXPECT_EQ(propertiesOf(any), "");
    }
    for (const auto& text : samples()) {
        auto same = card(text);
        if (const auto picture = photo(same)) setPhoto(same, picture);
        EXPECT_EQ(same.text(), text);
    }
}

TEST(Relation, AllClientsSpouses) {
    EXPECT_EQ(relatedName(card(kApple), Relation::Spouse), "Jane Appleseed");
    EXPECT_EQ(relatedName(card(kDavx5), Relation::Spouse), "Max Mustermann");
    EXPECT_FALSE(relatedName(card(kDavx5), Relation::Manager).has_value());
    EXPECT_EQ(relatedName(cardWith("X-EVOLUTION-SPOUSE:S\r\nX-MANAGER:M\r\n"), Relation::Spouse), "S");
    EXPECT_EQ(relatedName(cardWith("X-EVOLUTION-SPOUSE:S\r\nX-MANAGER:M\r\n"), Relation::Manager), "M");
    EXPECT_FALSE(relatedName(cardWith("RELATED;TYPE=spouse:urn:uuid:1\r\n", "4.0"), Relation::Spouse).has_value());
}

TEST(Relation, IsWrittenAsTheVersionDoes) {
    Card old(Version::V30);
    setRelatedName(old, Relation::Manager, "B; C");
    EXPECT_EQ(propertiesOf(old), "item1.X-ABRELATEDNAMES:B\\; C\r\nitem1.X-ABLabel:_$!<Manager>!$_\r\n");
    Card current(Version::V40);
    setRelatedName(current, Relation::Assistant, "A: B");
    EXPECT_EQ(propertiesOf(current), "RELATED;TYPE=assistant;VALUE=text:A: B\r\n");
    auto evolution = cardWith("X-EVOLUTION-SPOUSE:S\r\n");
    setRelatedName(evolution, Relation::Spouse, "T");
    EXPECT_EQ(propertiesOf(evolution), "X-EVOLUTION-SPOUSE:T\r\n");
    for (auto* each : {&old, &current, &evolution}) {
        for (const auto relation : {Relation::Spouse, Relation::Manager, Relation::Assistant}) {
            setRelatedName(*each, relation, std::nullopt);
        }
        EXPECT_EQ(propertiesOf(*each), "");
    }
}

TEST(Group, Rfc6350Section6Point6Point5AndApple) {
    auto apple = card(kAppleGroup);
    EXPECT_TRUE(isGroup(apple));
    auto list = members(apple);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[1].uri, "urn:uuid:2");
    list.erase(list.begin());
    list.push_back({.uri = "mailto:a@example.com", .name = "A \"B\""});
    setMembers(apple, list);
    std::string expected = kAppleGroup;
    expected.erase(expected.find("X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\n"), 39);
    expected.insert(expected.find("END:"), "X-ADDRESSBOOKSERVER-MEMBER;X-CN=A ^'B^':mailto:a@example.com\r\n");
    EXPECT_EQ(apple.text(), expected);
    EXPECT_EQ(members(apple)[1].name, "A \"B\"");

    auto current = cardWith("KIND:group\r\nMEMBER:mailto:x@y\r\n", "4.0");
    EXPECT_TRUE(isGroup(current));
    setMembers(current, members(current));
    setGroup(current, true);
    EXPECT_EQ(propertiesOf(current), "KIND:group\r\nMEMBER:mailto:x@y\r\n");
    setGroup(current, false);
    setMembers(current, {});
    EXPECT_EQ(propertiesOf(current), "");
    Card person = cardWith("KIND:individual\r\n", "4.0");
    EXPECT_FALSE(isGroup(person));
    setGroup(person, true);
    EXPECT_EQ(propertiesOf(person), "KIND:group\r\n");
}

}  // namespace
}  // namespace groupware::formats::vcard
