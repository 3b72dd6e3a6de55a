#include "groupware/formats/json/json.h"
#include "groupware/infostore/service/document_archive.h"
#include "groupware/infostore/store/document_reader.h"
#include "tests/groupware/infostore/infostore_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

namespace groupware::infostore {
namespace {

namespace json = formats::json;

/// What leaves one context goes into another, whose folders and users have the same ids.
class DocumentArchiveTest : public InfostoreTest {
protected:
    [[nodiscard]] std::vector<folders::ArchivedObject> exported(ContextId context, FolderId folder,
                                                                std::size_t page = 2) {
        std::vector<folders::ArchivedObject> all;
        folders::ArchivePosition position;
        auto session = database().read(context, Freshness::strict());
        while (true) {
            auto some = archive_.page(session, folder, position, page);
            const bool last = some.size() < page;
            std::move(some.begin(), some.end(), std::back_inserter(all));
            if (last) return all;
        }
    }
    /// As whoever reads the archive does it: each blob is stored anew.
    void copyBlobs(folders::ArchivedObject& object) {
        for (auto& part : object.parts) {
            const auto reader = filestores_.storeOf(kContext)->open(part.blobKey);
            std::string octets(static_cast<std::size_t>(reader->size()), '\0');
            EXPECT_EQ(reader->readAt(0, octets), octets.size());
            filestore::MemorySource source(octets);
            part.blobKey = filestores_.storeOf(kOtherContext)->put(source).key;
        }
    }
    void restore(FolderId folder, const std::vector<folders::ArchivedObject>& objects) {
        std::vector<std::unique_ptr<folders::RestorableObject>> readable;
        for (const auto& object : objects) readable.push_back(archive_.read(object, userOf_));
        database().write(kOtherContext, [&](dbpool::WriteTransaction& tx) { archive_.restore(tx, folder, readable); });
    }
    [[nodiscard]] ErrorCode refusal(const std::string& data, std::vector<folders::ArchivedPart> parts = {}) {
        return codeOf([&] { (void)archive_.read({.id = 1, .data = data, .parts = std::move(parts)}, userOf_); });
    }
    [[nodiscard]] static folders::ArchivedPart part() {
        return {.name = "a", .blobKey = "key", .text = {}, .size = 1, .sha256 = std::string(32, 's')};
    }
    static std::string oneVersion(const std::string& change) {
        return R"({"filename":"a","currentVersion":1,"lastVersion":1,"versions":[{"number":1,"filename":"a","md5":")" +
               std::string(32, '0') + "\"" + change + "}]}";
    }

    DocumentArchive archive_{limits_};
    std::function<UserId(std::int64_t)> userOf_ = [](std::int64_t id) {
        return id == kAnna.value || id == kBert.value ? UserId{id} : kAdmin;
    };
};

TEST_F(DocumentArchiveTest, WhatWasExportedAndRestoredIsTheSame) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "one").document;
    auto second = stage(anna(), "second");
    (void)service().update(anna(), {first.id}, {.description = "a text", .versionComment = "better"}, &second, {});
    (void)upload(anna(), annaFiles_, "b.txt", "bb");
    (void)service().create(anna(), {.folder = annaFiles_, .title = "a link", .url = "http://x"}, nullptr, false);
    auto objects = exported(kContext, annaFiles_);
    ASSERT_EQ(objects.size(), 3U);
    for (auto& object : objects) copyBlobs(object);
    restore(annaFiles_, objects);

    auto again = exported(kOtherContext, annaFiles_, 500);
    ASSERT_EQ(again.size(), 3U);
    const auto byId = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::sort(objects.begin(), objects.end(), byId);
    std::sort(again.begin(), again.end(), byId);
    for (std::size_t i = 0; i < again.size(); ++i) {
        EXPECT_EQ(again[i].id, objects[i].id);
        EXPECT_EQ(again[i].data, objects[i].data);
        ASSERT_EQ(again[i].parts.size(), objects[i].parts.size());
        for (std::size_t n = 0; n < again[i].parts.size(); ++n) {
            EXPECT_EQ(again[i].parts[n].name, objects[i].parts[n].name);
            EXPECT_EQ(again[i].parts[n].sha256, objects[i].parts[n].sha256);
        }
    }
    const auto there = callerOf(kOtherContext, kAnna);
    EXPECT_EQ(download(there, {first.id}), "second");
    EXPECT_EQ(download(there, {first.id}, 1), "one");
    EXPECT_EQ(used(kOtherContext), used());
    EXPECT_GT(upload(there, annaFiles_, "new.txt", "n").document.id.value, objects.back().id) << "ids go on behind";
}

TEST_F(DocumentArchiveTest, StatementsOfAPageDoNotGrowWithIt) {
    for (int i = 0; i < 20; ++i) (void)upload(anna(), annaFiles_, std::to_string(i) + ".txt", "x");
    auto session = database().read(kContext, Freshness::strict());
    folders::ArchivePosition position;
    (void)archive_.page(session, annaFiles_, position, 2);
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(archive_.page(session, annaFiles_, position, 10).size(), 10U); }), 2);
}

TEST_F(DocumentArchiveTest, AVersionThatTheArchiveLacksIsDetached) {
    const auto id = upload(anna(), annaFiles_, "a.txt", "one").document.id;
    auto second = stage(anna(), "second");
    (void)service().update(anna(), {id}, {}, &second, {});
    auto objects = exported(kContext, annaFiles_);
    copyBlobs(objects.front());
    objects.front().parts[1].missing = true;
    restore(annaFiles_, objects);
    EXPECT_EQ(download(callerOf(kOtherContext, kAnna), {id}), "one");
    objects.front().parts[0].missing = true;
    EXPECT_EQ(codeOf([&] { (void)archive_.read(objects.front(), userOf_); }), ErrorCode::BadRequest);
}

TEST_F(DocumentArchiveTest, WhatStrangersWroteIsRefused) {
    EXPECT_NO_THROW((void)archive_.read({.id = 1, .data = oneVersion(""), .parts = {part()}}, userOf_));
    EXPECT_EQ(refusal("no json"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal("[]"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(oneVersion("")), ErrorCode::BadRequest) << "a version without its file";
    EXPECT_EQ(refusal(oneVersion(R"(,"filename":"../x")"), {part()}), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(oneVersion(R"(,"number":0)"), {part()}), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(oneVersion(R"(,"number":7)"), {part()}), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(oneVersion(R"(,"createdAt":1e300)"), {part()}), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"filename":"a"})"), ErrorCode::BadRequest) << "a name without contents";
    EXPECT_EQ(refusal(R"({"title":"x","colorLabel":99})"), ErrorCode::BadRequest);
    auto large = part();
    large.size = limits_.uploadBytes + 1;
    EXPECT_EQ(refusal(oneVersion(""), {large}), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)archive_.read({.id = -1, .data = "{}"}, userOf_); }), ErrorCode::BadRequest);
}

TEST_F(DocumentArchiveTest, QuotasAndTakenIdsHold) {
    (void)upload(anna(), annaFiles_, "a.txt", "one");
    auto objects = exported(kContext, annaFiles_);
    copyBlobs(objects.front());
    restore(annaFiles_, objects);
    EXPECT_EQ(codeOf([&] { restore(annaFiles_, objects); }), ErrorCode::Conflict);
    objects.front().id = 77;
    objects.front().parts.front().blobKey = "another";
    objects.front().parts.front().size = kQuota;
    objects.front().data.replace(objects.front().data.find("a.txt"), 5, "c.txt");
    EXPECT_EQ(codeOf([&] { restore(annaFiles_, objects); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(rowsOf("document", kOtherContext), 1);
}

}  // namespace
}  // namespace groupware::infostore
