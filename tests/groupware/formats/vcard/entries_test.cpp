#include "groupware/formats/vcard/entries.h"

#include "tests/groupware/formats/vcard/samples.h"

#include <random>

namespace groupware::formats::vcard {
namespace {

using Words = std::vector<std::string>;

TEST(Entries, SettingWhatWasReadChangesNothing) {
    for (const auto& text : samples()) {
        auto same = card(text);
        setTelephones(same, telephones(same));
        setAddresses(same, addresses(same));
        for (const auto* name : {"EMAIL", "URL", "IMPP", "NOTE", "TITLE"}) {
            setTextEntries(same, name, textEntries(same, name));
        }
        EXPECT_EQ(same.text(), text);
    }
}

TEST(Entries, TypesAreReadInTheStyleOfEveryVersion) {
    const auto apple = telephones(card(kApple));
    ASSERT_EQ(apple.size(), 2U);
    EXPECT_EQ(apple[0].labels.types, (Words{"cell", "voice"}));
    EXPECT_EQ(apple[0].labels.preference, 1);
    EXPECT_FALSE(apple[1].labels.preference.has_value());

    const auto outlook = telephones(card(kOutlook));
    EXPECT_EQ(outlook[2].value, "+49 (30) 3");
    EXPECT_EQ(outlook[2].labels.types, (Words{"work", "fax"}));

    // RFC 6350 section 6.4.1, with its list in quotes
    const auto current =
        telephones(cardWith("TEL;VALUE=uri;PREF=1;TYPE=\"voice,home\":tel:+1-555-555-5555;ext=5555\r\n", "4.0"));
    EXPECT_EQ(current[0].value, "+1-555-555-5555;ext=5555");
    EXPECT_EQ(current[0].labels.types, (Words{"voice", "home"}));
    EXPECT_EQ(current[0].labels.preference, 1);
}

TEST(Entries, AppleLabelsAreRead) {
    const auto emails = textEntries(card(kApple), "EMAIL");
    EXPECT_EQ(emails[1].labels.label, "School");
    EXPECT_EQ(textEntries(card(kApple), "URL")[0].labels.label, "HomePage");
}

TEST(Entries, OneIsChangedOneRemovedOneAdded) {
    auto apple = card(kApple);
    auto emails = textEntries(apple, "EMAIL");
    emails[0].value = "j@example.net";
    emails.erase(emails.begin() + 1);
    emails.push_back({.value = "new@example.com", .labels = {.types = {"home"}, .preference = {}, .label = "Club"}});
    setTextEntries(apple, "EMAIL", emails);
    std::string expected = kApple;
    const auto replace = [&](const std::string& from, const std::string& to) {
        expected.replace(expected.find(from), from.size(), to);
    };
    replace("john@example.com", "j@example.net");
    replace("item1.EMAIL;type=INTERNET:john@school.example\r\nitem1.X-ABLabel:School\r\n", "");
    replace("END:", "item1.EMAIL;TYPE=home:new@example.com\r\nitem1.X-ABLabel:Club\r\nEND:");
    EXPECT_EQ(apple.text(), expected);
}

TEST(Entries, LabelsAreWrittenInTheStyleOfTheVersion) {
    for (const auto& [version, expected] :
         std::vector<std::pair<std::string, std::string>>{{"2.1", "TEL;HOME;FAX;PREF;X-A=1:1\r\n"},
                                                          {"3.0", "TEL;TYPE=home,fax,pref;X-A=1:1\r\n"},
                                                          {"4.0", "TEL;TYPE=home,fax;X-A=1;PREF=1:1\r\n"}}) {
        auto any = cardWith("TEL;TYPE=work;X-A=1:1\r\n", version);
        auto numbers = telephones(any);
        numbers[0].labels.types = {"home", "fax"};
        numbers[0].labels.preference = 1;
        setTelephones(any, numbers);
        EXPECT_EQ(propertiesOf(any), expected);
        EXPECT_EQ(telephones(any)[0].labels, numbers[0].labels);
        numbers[0].labels = {};
        setTelephones(any, numbers);
        EXPECT_EQ(propertiesOf(any), "TEL;X-A=1:1\r\n");
    }
}

TEST(Entries, ALabelIsChangedAndRemoved) {
    auto apple = cardWith("item1.URL:http://a\r\nitem1.X-ABLabel:_$!<HomePage>!$_\r\nURL:http://b\r\n");
    auto urls = textEntries(apple, "URL");
    urls[0].labels.label = "Blog";
    urls[1].labels.label = "Shop";
    setTextEntries(apple, "URL", urls);
    EXPECT_EQ(propertiesOf(apple),
              "item1.URL:http://a\r\nitem1.X-ABLabel:Blog\r\nitem2.URL:http://b\r\nitem2.X-ABLabel:Shop\r\n");
    urls[0].labels.label.clear();
    setTextEntries(apple, "URL", urls);
    EXPECT_EQ(propertiesOf(apple), "item1.URL:http://a\r\nitem2.URL:http://b\r\nitem2.X-ABLabel:Shop\r\n");
}

TEST(Entries, AChangedNumberIsNoUriAnyMore) {
    auto current = cardWith("TEL;VALUE=uri;TYPE=work:tel:+1-555\r\n", "4.0");
    auto numbers = telephones(current);
    EXPECT_EQ(numbers[0].value, "+1-555");
    numbers[0].value = "ask, then dial";
    setTelephones(current, numbers);
    EXPECT_EQ(propertiesOf(current), "TEL;TYPE=work:ask\\, then dial\r\n");
}

TEST(Entries, AddressesHaveTheirPartsByName) {
    auto apple = card(kApple);
    auto list = addresses(apple);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].value, (Address{"", "", "1 Infinite Way\nApt. 2", "Springfield", "CA", "95000", "USA", ""}));
    list[0].value.locality = "Shelbyville";
    setAddresses(apple, list);
    EXPECT_NE(apple.text().find("item2.ADR;type=HOME;type=pref:;;1 Infinite Way\\nApt. 2;Shelbyville;CA;950"),
              std::string::npos);
    EXPECT_NE(apple.text().find("item2.X-ABADR:us\r\n"), std::string::npos);

    auto lists = cardWith("ADR:;;a,b;c;;;\r\n", "4.0");
    auto address = addresses(lists);
    EXPECT_EQ(address[0].value.street, "a\nb");
    address[0].value.country = "X";
    setAddresses(lists, address);
    EXPECT_EQ(propertiesOf(lists), "ADR:;;a,b;c;;;X\r\n") << "the list stays one";
}

TEST(Entries, AddressesHaveTheirEnvelope) {
    EXPECT_EQ(addresses(card(kDavx5))[0].value.formatted, "Heidestr. 17\n51147 K\xC3\xB6ln");
    EXPECT_EQ(addresses(card(kGoogle))[0].value.formatted, "1 Main St\nAnytown NY 12345");
    EXPECT_EQ(addresses(card(kOutlook))[0].value.formatted,
              "Stra\xC3\x9F"
              "e 1\n10115 Berlin");

    Card old(Version::V30);
    Card current(Version::V40);
    for (auto* each : {&old, &current}) {
        setAddresses(*each, {{.value = {.postOfficeBox = {},
                                        .extended = {},
                                        .street = "S",
                                        .locality = {},
                                        .region = {},
                                        .postalCode = {},
                                        .country = {},
                                        .formatted = "a\nb"},
                              .labels = {.types = {"home"}, .preference = {}, .label = {}}}});
        EXPECT_EQ(addresses(*each)[0].value.formatted, "a\nb");
    }
    EXPECT_EQ(propertiesOf(old), "ADR;TYPE=home:;;S;;;;\r\nLABEL;TYPE=home:a\\nb\r\n");
    EXPECT_EQ(propertiesOf(current), "ADR;TYPE=home;LABEL=a^nb:;;S;;;;\r\n");
    for (auto* each : {&old, &current}) {
        auto list = addresses(*each);
        list[0].value.formatted.clear();
        setAddresses(*each, list);
        EXPECT_EQ(propertiesOf(*each), "ADR;TYPE=home:;;S;;;;\r\n");
    }
}

/// Random edits of telephone numbers, beside the same edits on a list: what is read afterwards is that list, and every
/// other line has its octets.
TEST(Entries, RandomEditsSayWhatTheyShould) {
    std::mt19937 random(20261120);
    for (const auto& text : samples()) {
        auto edited = card(text);
        const auto others = [](const Card& any) {
            std::string rest;
            for (const auto& property : any.component().properties()) {
                if (!property.is("TEL") && property.group().empty()) rest += property.source();
            }
            return rest;
        };
        const auto before = others(edited);
        for (int round = 0; round < 40; ++round) {
            auto wanted = telephones(edited);
            const auto index = wanted.empty() ? 0 : random() % wanted.size();
            switch (random() % 4) {
                case 0:
                    wanted.push_back({.value = std::to_string(random()),
                                      .labels = {.types = {"home", "x-" + std::to_string(random() % 9)},
                                                 .preference = {},
                                                 .label = random() % 2 == 0 ? "L" : ""}});
                    break;
                case 1:
                    if (!wanted.empty()) wanted.erase(wanted.begin() + static_cast<std::ptrdiff_t>(index));
                    break;
                case 2:
                    if (!wanted.empty()) wanted[index].value = "\xC3\xA4;," + std::to_string(random());
                    break;
                default:
                    if (!wanted.empty()) wanted[index].labels = {.types = {"work"}, .preference = 1, .label = "M"};
            }
            setTelephones(edited, wanted);
            const auto found = telephones(card(edited.text()));
            ASSERT_EQ(found.size(), wanted.size());
            for (std::size_t i = 0; i < found.size(); ++i) {
                EXPECT_EQ(found[i].value, wanted[i].value);
                EXPECT_EQ(found[i].labels, wanted[i].labels);
            }
            EXPECT_EQ(others(edited), before);
        }
    }
}

}  // namespace
}  // namespace groupware::formats::vcard
