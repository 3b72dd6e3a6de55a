#include "filestore/quota.h"
#include "groupware/attachments/options.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/reminders/store/reminder_reader.h"
#include "groupware/tasks/service/task_archive.h"
#include "tests/groupware/tasks/tasks_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::tasks {
namespace {

/// What leaves one context goes into another, whose folders and users have the same ids.
class TaskArchiveTest : public TasksTest {
protected:
    static constexpr ContextId kOther{8};

    TaskArchiveTest() {
        createContext(kOther, [](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert", "Carl"});
            folders::createContextTree(tx, UserId{2});
            const std::vector<std::string> modules{"tasks"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            folders::createUserFolders(tx, kCarl, "Carl", modules);
        });
        for (const auto context : {kContext, kOther}) {
            database().write(context, [](dbpool::WriteTransaction& tx) {
                filestore::createUsage(tx, filestore::kUnlimited);
                tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
            });
        }
    }

    [[nodiscard]] std::vector<folders::ArchivedObject> exported(ContextId context, FolderId folder,
                                                                std::size_t page = 2) {
        std::vector<folders::ArchivedObject> all;
        folders::ArchivePosition position;
        auto session = database().read(context, Freshness::strict());
        while (true) {
            auto some = archive_.page(session, folder, position, page);
            const bool last = some.size() < page;
            std::move(some.begin(), some.end(), std::back_inserter(all));
            if (last) break;
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        return all;
    }
    void restore(FolderId folder, const std::vector<folders::ArchivedObject>& objects) {
        std::vector<std::unique_ptr<folders::RestorableObject>> readable;
        for (const auto& object : objects) readable.push_back(archive_.read(object, userOf_));
        database().write(kOther, [&](dbpool::WriteTransaction& tx) { archive_.restore(tx, folder, readable); });
    }
    [[nodiscard]] ErrorCode refusal(const std::string& data, const std::string& text = kPlain) {
        folders::ArchivedObject object{.id = 1, .data = data};
        object.parts.push_back({.name = "x.ics", .blobKey = {}, .text = text});
        return codeOf([&] { (void)archive_.read(object, userOf_); });
    }

    static inline const std::string kPlain =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:u\r\nDTSTAMP:20260301T000000Z\r\n"
        "SUMMARY:s\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
    attachments::Limits attachmentLimits_ = attachments::Limits::from(Configuration(attachments::options()));
    TaskArchive archive_{limits_, attachmentLimits_, test::findZone};
    std::function<UserId(std::int64_t)> userOf_ = [](std::int64_t id) {
        return id >= kAnna.value && id <= kCarl.value ? UserId{id} : UserId{2};
    };
};

TEST_F(TaskArchiveTest, WhatWasExportedAndRestoredIsTheSame) {
    auto change = titled("Given/away");
    change.folder = annas_;
    change.participants = {user(kBert), external("else@example.com")};
    change.alarm = clock_.now() + std::chrono::hours(1);
    const auto id = service_.create(anna(), change).task.id;
    (void)add(anna(), annas_, "second");
    const std::string floating =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:floating\r\nDTSTAMP:20260301T000000Z\r\n"
        "DTSTART:20260701T100000\r\nDUE:20260701T110000\r\nSUMMARY:f\r\nX-OWN:kept\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
    const auto stored = service_.import(anna(), annas_, formats::lines::sourceOf(floating), false).items.front().task;
    const auto imported = service_.get(anna(), {.id = stored.value().id});
    ASSERT_NE(imported.fields.start, fieldsOf(ical::parseCalendar(floating, {}), {.find = test::findZone}).start)
        << "Anna's zone is not UTC";
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        std::vector<attachments::Attachment> files{{.owner = {attachments::Module::Task, id.value},
                                                    .filename = "a.txt",
                                                    .mediaType = "text/plain",
                                                    .blobKey = "key",
                                                    .size = 5,
                                                    .sha256 = std::string(32, 's'),
                                                    .createdBy = kAnna,
                                                    .createdAt = clock_.now()}};
        attachments::insertAttachments(tx, files);
        tx.record(sync::change(sync::Kind::Task, sync::Verb::Changed, annas_, id.value));
    });
    const auto before = exported(kContext, annas_);
    ASSERT_EQ(before.size(), 3U);
    EXPECT_EQ(before[0].parts[0].name, "Given_away (" + std::to_string(id.value) + ").ics");
    ASSERT_EQ(before[0].parts.size(), 2U);
    EXPECT_TRUE(exported(kContext, berts_).empty()) << "a task is in the archive of its home alone";

    restore(annas_, before);
    const auto after = exported(kOther, annas_);
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].id, before[i].id);
        EXPECT_EQ(after[i].data, before[i].data);
        EXPECT_EQ(after[i].parts[0].text, before[i].parts[0].text);
    }
    const auto there = [](UserId user) {
        auto caller = callerOf(user);
        caller.context = kOther;
        return caller;
    };
    const auto seen = service_.get(there(kBert), {.id = id, .folder = berts_});
    EXPECT_EQ(seen.fields.title, "Given/away");
    EXPECT_EQ(seen.attachments, 1 + 0);
    EXPECT_EQ(service_.get(there(kAnna), {.id = id, .folder = annas_}).alarm, change.alarm);
    EXPECT_EQ(service_.get(there(kAnna), {.id = imported.id}).fields.start, imported.fields.start);
    auto fresh = titled("new");
    fresh.folder = annas_;
    EXPECT_GT(service_.create(there(kAnna), fresh).task.id.value, imported.id.value) << "ids go on behind";
}

TEST_F(TaskArchiveTest, WhatStrangersWroteIsRefused) {
    EXPECT_EQ(refusal("[]"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal("{}"), ErrorCode::BadRequest) << "no resource name";
    EXPECT_EQ(refusal(R"({"name":"a"})", "BEGIN:VCALENDAR"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a"})", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a/b"})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a","createdAt":1e300})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a","participants":[{"kind":9}]})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a","participants":[{"kind":1,"confirmation":7}]})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a","places":[{"folder":-1,"name":"x"}]})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a","attachments":[{"filename":"a"}]})"), ErrorCode::BadRequest);
}

/// A place in a folder of somebody else, or in none, is left out.
TEST_F(TaskArchiveTest, NobodySeesATaskByAForgedPlace) {
    folders::ArchivedObject object{.id = 1};
    object.data = R"({"name":"a.ics","places":[{"folder":)" + std::to_string(berts_.value) +
                  R"(,"user":3,"name":"a.ics"},{"folder":4711,"user":4,"name":"a.ics"}]})";
    object.parts.push_back({.name = "x.ics", .blobKey = {}, .text = kPlain});
    restore(annas_, {object});
    auto rows = connect()->query("SELECT COUNT(*) FROM task_folder WHERE cid = ?", {kOther.value});
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 1);
    EXPECT_EQ(codeOf([&] { restore(annas_, {object}); }), ErrorCode::Conflict);
}

}  // namespace
}  // namespace groupware::tasks
