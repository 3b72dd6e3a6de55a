#include "groupware/formats/vcard/convert.h"

#include "groupware/base/error.h"
#include "groupware/formats/vcard/date.h"
#include "groupware/formats/vcard/entries.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/formats/vcard/name.h"
#include "groupware/formats/vcard/photo.h"
#include "groupware/formats/vcard/relation.h"
#include "groupware/formats/vcard/validate.h"
#include "tests/groupware/formats/vcard/samples.h"

namespace groupware::formats::vcard {
namespace {

std::string to4(const std::string& properties) {
    return propertiesOf(convert(cardWith("N:A;B;;;\r\nFN:F\r\n" + properties), Version::V40)).substr(16);
}
std::string to3(const std::string& properties) {
    return propertiesOf(convert(cardWith("N:A;B;;;\r\nFN:F\r\n" + properties, "4.0"), Version::V30)).substr(16);
}

TEST(Convert, TheSameVersionIsACopy) {
    EXPECT_EQ(convert(card(kApple), Version::V30).text(), kApple);
    EXPECT_EQ(convert(card(kDavx5), Version::V40).text(), kDavx5);
    EXPECT_THROW((void)convert(card(kApple), Version::V21), Error);
}

TEST(Convert, ResultsAreValidAndSayTheSame) {
    for (const auto& text : samples()) {
        for (const auto version : {Version::V30, Version::V40}) {
            const auto from = card(text);
            const auto to = card(convert(from, version).text());
            EXPECT_EQ(to.version(), version);
            EXPECT_TRUE(validate(to).empty()) << validate(to).front().text << to.text();
            EXPECT_EQ(nameOf(to), nameOf(from)) << to.text();
            EXPECT_EQ(to.text("FN"), from.text("FN"));
            EXPECT_EQ(to.text("NOTE"), from.text("NOTE"));
            EXPECT_EQ(to.text("TITLE"), from.text("TITLE"));
            EXPECT_EQ(to.text("EMAIL"), from.text("EMAIL"));
            EXPECT_EQ(to.structured("ORG"), from.structured("ORG"));
            EXPECT_EQ(to.list("CATEGORIES"), from.list("CATEGORIES"));
            EXPECT_EQ(birthday(to), birthday(from));
            EXPECT_EQ(anniversary(to), anniversary(from));
            EXPECT_EQ(photo(to), photo(from));
            EXPECT_EQ(isGroup(to), isGroup(from));
            EXPECT_EQ(members(to).size(), members(from).size());
            EXPECT_EQ(relatedName(to, Relation::Spouse), relatedName(from, Relation::Spouse));
            ASSERT_EQ(telephones(to).size(), telephones(from).size());
            for (std::size_t i = 0; i < telephones(to).size(); ++i) {
                EXPECT_EQ(telephones(to)[i].value, telephones(from)[i].value);
                EXPECT_EQ(telephones(to)[i].labels, telephones(from)[i].labels);
            }
            ASSERT_EQ(addresses(to).size(), addresses(from).size());
            for (std::size_t i = 0; i < addresses(to).size(); ++i) {
                EXPECT_EQ(addresses(to)[i].value, addresses(from)[i].value);
            }
        }
    }
}

TEST(Convert, UnknownPropertiesKeepTheirOctets) {
    const std::string unknown = "X-A;y=\"z\":1 \r\n  2\r\nitem9.X-B;TYPE=home:\\;\r\nX-MS-IMADDRESS:c\r\n";
    EXPECT_EQ(to4(unknown), unknown);
    EXPECT_EQ(to3(unknown), unknown);
}

TEST(Convert, From3To4) {
    EXPECT_EQ(to4("EMAIL;TYPE=INTERNET,HOME,pref:a@b\r\n"), "EMAIL;TYPE=home;PREF=1:a@b\r\n");
    EXPECT_EQ(to4("TEL;TYPE=home;TYPE=msg:1\r\n"), "TEL;TYPE=home,text:1\r\n");
    EXPECT_EQ(to4("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n"), "BDAY:--0412\r\n");
    EXPECT_EQ(to4("BDAY:1996-10-22T14:00:00-05:00\r\n"), "BDAY:19961022T140000-0500\r\n");
    EXPECT_EQ(to4("REV:1995-10-31T22:27:10Z\r\n"), "REV:19951031T222710Z\r\n");
    EXPECT_EQ(to4("GEO:37.386013;-122.082932\r\n"), "GEO:geo:37.386013,-122.082932\r\n");
    EXPECT_EQ(to4("TZ:-05:00\r\n"), "TZ;VALUE=utc-offset:-0500\r\n");
    EXPECT_EQ(to4("TZ;VALUE=text:Europe/Berlin\r\n"), "TZ:Europe/Berlin\r\n");
    EXPECT_EQ(to4("PHOTO;ENCODING=b;TYPE=JPEG,pref:YQ==\r\n"), "PHOTO;PREF=1:data:image/jpeg;base64,YQ==\r\n");
    EXPECT_EQ(to4("PHOTO;VALUE=uri;TYPE=GIF:http://a/b\r\n"), "PHOTO;MEDIATYPE=image/gif:http://a/b\r\n");
    EXPECT_EQ(to4("item1.X-ABRELATEDNAMES:C\r\nitem1.X-ABLabel:_$!<Child>!$_\r\n"),
              "RELATED;TYPE=child;VALUE=text:C\r\n");
    EXPECT_EQ(to4("item1.X-ABRELATEDNAMES:C\r\nitem1.X-ABLabel:Idol\r\n"),
              "item1.X-ABRELATEDNAMES:C\r\nitem1.X-ABLabel:Idol\r\n");
    EXPECT_EQ(to4("ADR;TYPE=home:;;S;;;;\r\nLABEL;TYPE=home:x\\ny\r\nLABEL;TYPE=work:z\r\n"),
              "ADR;TYPE=home;LABEL=x^ny:;;S;;;;\r\nLABEL;TYPE=work:z\r\n");
    EXPECT_EQ(to4("URL:http\\://a/b\\,c\r\n"), "URL:http://a/b,c\r\n");
    EXPECT_EQ(convert(cardWith("N:A;B;;;\r\nFN:F\r\nSORT-STRING:S\r\n"), Version::V40).text(),
              "BEGIN:VCARD\r\nVERSION:4.0\r\nN;SORT-AS=S:A;B;;;\r\nFN:F\r\nEND:VCARD\r\n");
}

TEST(Convert, From4To3) {
    EXPECT_EQ(to3("EMAIL;PREF=50:a@b\r\nEMAIL;TYPE=work;PREF=2:c@d\r\n"), "EMAIL:a@b\r\nEMAIL;TYPE=work,pref:c@d\r\n");
    EXPECT_EQ(to3("TEL;VALUE=uri;TYPE=\"text,home\":tel:+1-555;ext=5\r\n"), "TEL;TYPE=msg,home:+1-555\\;ext=5\r\n");
    EXPECT_EQ(to3("BDAY:--0412\r\n"), "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n");
    EXPECT_EQ(to3("BDAY:19850412\r\n"), "BDAY:1985-04-12\r\n");
    EXPECT_EQ(to3("ANNIVERSARY:20090808\r\n"), "item1.X-ABDATE:2009-08-08\r\nitem1.X-ABLabel:_$!<Anniversary>!$_\r\n");
    EXPECT_EQ(to3("GEO:geo:37.386013,-122.082932;u=1\r\n"), "GEO:37.386013;-122.082932\r\n");
    EXPECT_EQ(to3("TZ;VALUE=utc-offset:-0500\r\n"), "TZ:-05:00\r\n");
    EXPECT_EQ(to3("TZ:Raleigh/North America\r\n"), "TZ;VALUE=text:Raleigh/North America\r\n");
    EXPECT_EQ(to3("PHOTO:data:image/jpeg;base64,YQ==\r\n"), "PHOTO;ENCODING=b;TYPE=JPEG:YQ==\r\n");
    EXPECT_EQ(to3("RELATED;TYPE=co-worker;VALUE=text:C\r\n"),
              "item1.X-ABRELATEDNAMES:C\r\nitem1.X-ABLabel:_$!<Co-worker>!$_\r\n");
    EXPECT_EQ(to3("RELATED;TYPE=friend:urn:uuid:1\r\n"), "RELATED;TYPE=friend:urn:uuid:1\r\n");
    EXPECT_EQ(to3("ADR;LABEL=\"x,y\":;;S;;;;\r\n"), "ADR:;;S;;;;\r\nLABEL:x\\,y\r\n");
    EXPECT_EQ(to3("KIND:group\r\nMEMBER:urn:uuid:1\r\n"),
              "X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\n");
    EXPECT_EQ(to3("KIND:org\r\n"), "KIND:org\r\n");
}

TEST(Convert, From21) {
    const auto v3 = convert(cardWith("N;CHARSET=Windows-1252:M\xFCller, X;J\r\nNOTE;QUOTED-PRINTABLE:a=0D=0Ab, c\r\n"
                                     "TEL;WORK;8BIT;PREF:1\r\nURL;ENCODING=8BIT:http://a;b\r\nGEO:1.5,2.5\r\n"
                                     "PHOTO;JPEG;BASE64:YQ==\r\nAGENT:\r\nBEGIN:VCARD\r\nN:X\r\nEND:VCARD\r\n",
                                     "2.1"),
                            Version::V30);
    EXPECT_EQ(propertiesOf(v3),
              "N:M\xC3\xBCller\\, X;J\r\nNOTE:a\\nb\\, c\r\nTEL;TYPE=work,pref:1\r\nURL:http://a;b\r\nGEO:1.5;2.5\r\n"
              "PHOTO;ENCODING=b;TYPE=JPEG:YQ==\r\nAGENT:\r\nFN:J M\xC3\xBCller\\, X\r\n");
}

TEST(Convert, NamesThatAVersionDemandsAreMadeUp) {
    EXPECT_EQ(propertiesOf(convert(cardWith("FN:Only This\r\n", "4.0"), Version::V30)),
              "FN:Only This\r\nN:Only This;;;;\r\n");
    EXPECT_EQ(propertiesOf(convert(cardWith("N:\r\nORG:O;P\r\n"), Version::V40)), "N:\r\nORG:O;P\r\nFN:O\r\n");
    EXPECT_EQ(propertiesOf(convert(cardWith(""), Version::V40)), "FN:?\r\n");
}

TEST(Convert, ThereAndBackKeepsWhatClientsRead) {
    for (const auto& text : samples()) {
        const auto first = convert(card(text), Version::V40);
        const auto second = convert(convert(first, Version::V30), Version::V40);
        EXPECT_EQ(birthday(second), birthday(first));
        EXPECT_EQ(anniversary(second), anniversary(first));
        EXPECT_EQ(photo(second), photo(first));
        EXPECT_EQ(nameOf(second), nameOf(first));
        EXPECT_EQ(relatedName(second, Relation::Spouse), relatedName(first, Relation::Spouse));
        EXPECT_EQ(second.component().properties().size(), first.component().properties().size()) << second.text();
    }
}

}  // namespace
}  // namespace groupware::formats::vcard
