#include "groupware/base/error.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/draft.h"
#include "groupware/contacts/duplicates.h"
#include "groupware/contacts/merge.h"
#include "groupware/contacts/options.h"
#include "groupware/contacts/stored_card.h"
#include "tests/groupware/contacts/pictures.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::contacts {
namespace {

using formats::vcard::Card;
using ::test::codeOf;

constexpr std::string_view kWithPhoto =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nPHOTO;ENCODING=b;TYPE=PNG:AAAA\r\n "
    "BBBB\r\nX-YOKE-STORED-LINE:7\r\nNOTE:n\r\n"
    "item1.LOGO;VALUE=uri:http://example.com/l.png\r\nUID:u\r\nEND:VCARD\r\n";

TEST(StoredCard, IsTheSameCardAgain) {
    const auto stored = takeApart(kWithPhoto);
    EXPECT_EQ(stored.lines.size(), 3U);
    EXPECT_EQ(stored.text.find("PHOTO"), std::string::npos);
    EXPECT_EQ(stored.text.find("LOGO"), std::string::npos);
    EXPECT_EQ(putTogether(stored), kWithPhoto);
}

TEST(StoredCard, ChangesOfTheRestLeaveThePlaces) {
    auto stored = takeApart(kWithPhoto);
    auto card = Card::parse(stored.text, {});
    card.setText("FN", "Somebody with a longer name");
    card.setText("TITLE", "Boss");
    stored.text = card.text();
    const auto whole = putTogether(stored);
    EXPECT_NE(whole.find("PHOTO;ENCODING=b;TYPE=PNG:AAAA\r\n BBBB\r\n"), std::string::npos);
    EXPECT_NE(whole.find("Somebody"), std::string::npos);
    EXPECT_NE(whole.find("X-YOKE-STORED-LINE:7\r\n"), std::string::npos);
    EXPECT_EQ(whole.find("X-YOKE-STORED-LINE:0"), std::string::npos);
}

TEST(Draft, KnowsThePictureAndGivesItBack) {
    auto draft = draftOf(Card::parse("BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:A\r\nEND:VCARD\r\n", {}));
    EXPECT_FALSE(draft.contact.hasPicture);
    const Picture picture{.mediaType = "image/png", .octets = test::png(3, 4)};
    setPicture(draft, picture);
    EXPECT_TRUE(draft.contact.hasPicture);
    ASSERT_EQ(draft.lines.size(), 1U);
    ASSERT_TRUE(pictureOf(draft.lines).has_value());
    EXPECT_EQ(pictureOf(draft.lines)->octets, picture.octets);
    const auto again = draftOf(Card::parse(putTogether({draft.card.text(), draft.lines}), {}));
    EXPECT_TRUE(again.contact.hasPicture);
    EXPECT_EQ(again.contact.pictureType, "image/png");
    setPicture(draft, std::nullopt);
    EXPECT_TRUE(draft.lines.empty());
    EXPECT_EQ(draft.card.text().find("STORED"), std::string::npos);
}

TEST(Draft, OfACardBeyondTheLimitsIsRefused) {
    const auto limits =
        Limits::from(Configuration(options(), {{"contacts.cardBytes", "4096"}, {"contacts.pictureBytes", "1024"}}));
    const std::string head = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n";
    EXPECT_EQ(codeOf([&] { (void)readDraft(head + "NOTE:" + std::string(5000, 'n') + "\r\nEND:VCARD\r\n", limits); }),
              ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] {
                  (void)readDraft(head + "PHOTO;ENCODING=b:" + std::string(2000, 'A') + "\r\nEND:VCARD\r\n", limits);
              }),
              ErrorCode::TooLarge);
    EXPECT_NO_THROW((void)readDraft(head + "END:VCARD\r\n", limits));
}

TEST(ResourceName, IsSafeAndTellsUidsApart) {
    EXPECT_EQ(resourceName("a-b"), "a-b.vcf");
    EXPECT_NE(resourceName("a/b"), resourceName("a b"));
    EXPECT_EQ(resourceName("../x").find('/'), std::string::npos);
}

TEST(Words, AreOfNamesCompanyAndLocalParts) {
    const Fields fields{{column::kLastName, "O'Neil-Sm\xC3\xADth"}, {column::kCompany, "ACME 2000"}};
    const std::vector<std::string> addresses{"jo.neil@example.com"};
    EXPECT_EQ(indexWords(fields, addresses),
              (std::vector<std::string>{"o", "neil", "sm\xC3\xADth", "acme", "2000", "jo"}));
}

TEST(PictureHeader, TellsTypeAndSize) {
    const auto check = [](const std::string& octets, std::string_view type) {
        const auto header = readPictureHeader(octets);
        ASSERT_TRUE(header.has_value()) << type;
        EXPECT_EQ(header->mediaType, type);
        EXPECT_EQ(header->width, 300U) << type;
        EXPECT_EQ(header->height, 200U) << type;
    };
    check(test::png(300, 200), "image/png");
    check(test::gif(300, 200), "image/gif");
    check(test::jpeg(300, 200), "image/jpeg");
    check(test::webp(300, 200), "image/webp");
    EXPECT_FALSE(readPictureHeader("<svg xmlns='http://www.w3.org/2000/svg'/>").has_value());
    EXPECT_FALSE(readPictureHeader(test::png(0, 5)).has_value());
    EXPECT_EQ(codeOf([] { (void)checkedPicture(test::png(300, 200), 10, 1000); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([] { (void)checkedPicture(test::png(300, 200), 1000, 299); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([] { (void)checkedPicture("no picture at all", 1000, 299); }), ErrorCode::BadRequest);
}

Contact contact(std::int64_t id, Fields fields) {
    return {.id = {id}, .fields = std::move(fields)};
}

TEST(Duplicates, ShareAnAddressOrNameAndNumber) {
    const std::vector<Contact> contacts{
        contact(1, {{column::kEmail1, "A@Example.com"}}),
        contact(2, {{column::kLastName, "Doe"}, {column::kFirstName, "Jo"}, {542, "+49 (30) 12345"}}),
        contact(3, {{column::kEmail2, " a@example.com"}, {551, "+49 30 12345"}}),
        contact(4, {{column::kLastName, "doe"}, {column::kFirstName, "JO"}, {548, "0049 30/12345"}}),
        contact(5, {{column::kLastName, "Doe"}, {column::kFirstName, "Jo"}}),
        contact(6, {{column::kLastName, "Roe"}, {542, "+49 30 12345"}})};
    const auto groups = findDuplicates(contacts);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].contacts, (std::vector<ContactId>{{1}, {3}}));
    EXPECT_EQ(groups[0].reasons, std::vector<std::string>{"mail"});
    EXPECT_EQ(groups[1].contacts, (std::vector<ContactId>{{2}, {4}}));
    EXPECT_EQ(groups[1].reasons, std::vector<std::string>{"telephone"});
}

TEST(Merge, LosesNothing) {
    const auto target = Card::parse(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:t\r\nFN:Jo\r\nN:Doe;Jo;;;\r\nTEL;TYPE=WORK:+49 1 234\r\n"
        "item1.URL:http://a.example\r\nitem1.X-ABLabel:Home\r\nBDAY:1970-01-01\r\nEND:VCARD\r\n",
        {});
    const auto source = Card::parse(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:s\r\nFN:Joe\r\nN:Doe;Jo;;;\r\nTEL;TYPE=work:+491234\r\nTEL;TYPE=home:5\r\n"
        "item1.URL:http://"
        "b.example\r\nitem1.X-ABLabel:Shop\r\nBDAY:19710101\r\nX-OWN;A=b:c\r\nEMAIL:a@b\r\nEND:VCARD\r\n",
        {});
    const auto text = merged(target, source).text();
    const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(text.starts_with(target.text().substr(0, target.text().find("END:")))) << text;
    EXPECT_FALSE(has("+491234")) << text;
    EXPECT_TRUE(has("home") && has(":5\r\n") && has("X-OWN;A=b:c") && has("EMAIL:a@b")) << text;
    EXPECT_TRUE(has("item2.URL:http://b.example") && has("item2.X-ABLabel:Shop")) << text;
    EXPECT_TRUE(has("NOTE:FN: Joe") && has("BDAY: 1971")) << text;
    EXPECT_FALSE(has("UID:s"));
}

}  // namespace
}  // namespace groupware::contacts
