#include "filestore/quota.h"
#include "groupware/attachments/options.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/contacts/service/contact_archive.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/principals/store/quota_store.h"
#include "tests/groupware/contacts/contacts_fixture.h"
#include "tests/groupware/contacts/pictures.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::contacts {
namespace {

/// What leaves one context goes into another, whose folders and users have the same ids.
class ContactArchiveTest : public ContactsTest {
protected:
    [[nodiscard]] std::vector<folders::ArchivedObject> exported(ContextId context, std::size_t page = 2) {
        std::vector<folders::ArchivedObject> all;
        folders::ArchivePosition position;
        auto session = database().read(context, Freshness::strict());
        while (true) {
            auto some = archive_.page(session, annas_, position, page);
            const bool last = some.size() < page;
            std::move(some.begin(), some.end(), std::back_inserter(all));
            if (last) break;
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        return all;
    }
    void restore(const std::vector<folders::ArchivedObject>& objects) {
        std::vector<std::unique_ptr<folders::RestorableObject>> readable;
        for (const auto& object : objects) readable.push_back(archive_.read(object, userOf_));
        database().write(kOtherContext, [&](dbpool::WriteTransaction& tx) { archive_.restore(tx, annas_, readable); });
    }
    [[nodiscard]] ErrorCode refusal(const folders::ArchivedObject& object) {
        return codeOf([&] { (void)archive_.read(object, userOf_); });
    }
    [[nodiscard]] static folders::ArchivedObject plain(const std::string& data = "{}") {
        folders::ArchivedObject object{.id = 1, .data = data};
        object.parts.push_back({.name = "x.vcf",
                                .blobKey = {},
                                .text = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\r\nFN:F\r\nN:;;;;\r\nEND:VCARD\r\n"});
        return object;
    }

    ContactArchiveTest() {
        for (const auto context : {kContext, kOtherContext}) {
            database().write(context, [](dbpool::WriteTransaction& tx) {
                filestore::createUsage(tx, filestore::kUnlimited);
                tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
            });
        }
    }

    attachments::Limits attachmentLimits_ = attachments::Limits::from(Configuration(attachments::options()));
    ContactArchive archive_{limits_, attachmentLimits_};
    std::function<UserId(std::int64_t)> userOf_ = [](std::int64_t id) {
        return id == kAnna.value || id == kBert.value ? UserId{id} : kAdmin;
    };
};

TEST_F(ContactArchiveTest, WhatWasExportedAndRestoredIsTheSame) {
    ContactPatch carl;
    carl.folder = annas_;
    carl.fields = {{column::kDisplayName, "Carl/Karl"}, {column::kEmail1, "carl@example.com"}};
    carl.picture = Picture{.mediaType = "image/png", .octets = test::png(2, 2)};
    const auto id = service_.create(anna(), carl).contact.id;
    ContactPatch list;
    list.folder = annas_;
    list.fields = {{column::kDisplayName, "A list"}};
    list.isList = true;
    list.members = {{Member{.contact = id, .mailField = 1}, Member{.name = "Else", .mail = "else@example.com"}}};
    const auto listId = service_.create(anna(), list).contact.id;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        std::vector<attachments::Attachment> files{{.owner = {attachments::Module::Contact, id.value},
                                                    .filename = "a.txt",
                                                    .mediaType = "text/plain",
                                                    .blobKey = "key",
                                                    .size = 5,
                                                    .sha256 = std::string(32, 's'),
                                                    .createdBy = kAnna,
                                                    .createdAt = Instant(std::chrono::milliseconds(1000))}};
        attachments::insertAttachments(tx, files);
        tx.record(sync::change(sync::Kind::Contact, sync::Verb::Changed, annas_, id.value));
    });
    const auto before = exported(kContext);
    ASSERT_EQ(before.size(), 2U);
    ASSERT_EQ(before[0].parts.size(), 2U);
    EXPECT_EQ(before[0].parts[0].name, "Carl_Karl (" + std::to_string(id.value) + ").vcf");
    EXPECT_NE(before[0].parts[0].text.find("PHOTO"), std::string::npos);
    EXPECT_EQ(before[0].parts[1].name, ".attachments/" + std::to_string(id.value) + "/1-a.txt");

    restore(before);
    const auto after = exported(kOtherContext);
    ASSERT_EQ(after.size(), 2U);
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].id, before[i].id);
        EXPECT_EQ(after[i].data, before[i].data);
        ASSERT_EQ(after[i].parts.size(), before[i].parts.size());
        EXPECT_EQ(after[i].parts[0].text, before[i].parts[0].text);
    }
    const auto there = callerOf(kOtherContext, kAnna);
    const auto copy = service_.get(there, {.id = id});
    EXPECT_TRUE(copy.hasPicture);
    EXPECT_EQ(copy.attachments, 1);
    EXPECT_EQ(copy.newestAttachment, 1000);
    EXPECT_EQ(service_.get(there, {.id = listId}).memberCount, 2);
    auto session = database().read(kOtherContext, Freshness::strict());
    EXPECT_EQ(ContactReader(session)
                  .withAddress({.folders = {annas_.value}, .ownFolders = {}, .user = kAnna}, "carl", 9)
                  .size(),
              1U)
        << "it can be searched for";
    EXPECT_GT(service_.create(there, carl).contact.id.value, listId.value) << "ids go on behind";
}

TEST_F(ContactArchiveTest, WhatStrangersWroteIsRefused) {
    EXPECT_NO_THROW((void)archive_.read(plain(), userOf_));
    auto object = plain("[]");
    EXPECT_EQ(refusal(object), ErrorCode::BadRequest);
    object = plain();
    object.parts.clear();
    EXPECT_EQ(refusal(object), ErrorCode::BadRequest) << "no card";
    object = plain();
    object.parts.front().text = "BEGIN:VCARD";
    EXPECT_EQ(refusal(object), ErrorCode::BadRequest);
    object.parts.front().text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:F\r\nEND:VCARD\r\n";
    EXPECT_EQ(refusal(object), ErrorCode::BadRequest) << "no UID";
    object = plain();
    object.id = std::int64_t{1} << 60U;
    EXPECT_EQ(refusal(object), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(plain(R"({"name":"../x"})")), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(plain(R"({"createdAt":-1})")), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(plain(R"({"members":[{"contact":5,"mailField":0}]})")), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(plain(R"({"members":[{"contact":5,"mailField":4}]})")), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(plain(R"({"attachments":[{"filename":"a"}]})")), ErrorCode::BadRequest) << "without its file";
    object = plain(R"({"attachments":[{"filename":"a/b"}]})");
    object.parts.push_back({.name = "x", .blobKey = "key", .text = {}, .size = 1, .sha256 = std::string(32, 's')});
    EXPECT_EQ(refusal(object), ErrorCode::BadRequest);
    object.data = R"({"attachments":[{"filename":"a"}]})";
    EXPECT_NO_THROW((void)archive_.read(object, userOf_));
    object.parts.back().size = attachmentLimits_.bytes + 1;
    EXPECT_EQ(refusal(object), ErrorCode::TooLarge);
}

TEST_F(ContactArchiveTest, TakenIdsAndQuotasHold) {
    restore({plain()});
    EXPECT_EQ(codeOf([&] { restore({plain()}); }), ErrorCode::Conflict);
    database().write(kOtherContext, [](dbpool::WriteTransaction& tx) {
        principals::QuotaWriter(tx).setMaximum(principals::QuotaModule::Contact, 1);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
    });
    auto second = plain();
    second.id = 2;
    second.parts.front().text.replace(second.parts.front().text.find("UID:u"), 5, "UID:v");
    EXPECT_EQ(codeOf([&] { restore({second}); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(exported(kOtherContext).size(), 1U);
}

}  // namespace
}  // namespace groupware::contacts
