#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace groupware::infostore {
namespace {

using std::chrono::minutes;

class ChangeTest : public InfostoreTest {};

TEST_F(ChangeTest, ChangesWhatIsNamedAndMovesTheSeq) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "a");
    const DocumentRef ref{.id = first.document.id};
    clock_.advance(minutes(1));
    const auto second =
        service().update(anna(), ref, {.filename = "b.txt", .description = "text"}, nullptr, first.document.seq);
    EXPECT_GT(second.document.seq, first.document.seq);
    const Document found = service().get(anna(), ref);
    EXPECT_EQ(found.filename, "b.txt");
    EXPECT_EQ(found.title, "a.txt");
    EXPECT_EQ(found.description, "text");
    EXPECT_EQ(found.seq, second.document.seq);
    EXPECT_EQ(found.createdSeq, first.document.seq);
    EXPECT_EQ(found.modified, first.document.modified);  // the contents did not change
    EXPECT_EQ(download(anna(), ref), "a");
}

TEST_F(ChangeTest, WhoHasNotSeenTheLastChangeLoses) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "a");
    const DocumentRef ref{.id = first.document.id};
    service().update(anna(), ref, {.title = "one"}, nullptr, first.document.seq);
    EXPECT_EQ(codeOf([&] { service().update(anna(), ref, {.title = "two"}, nullptr, first.document.seq); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(service().get(anna(), ref).title, "one");
    auto contents = stage(anna(), "new");
    EXPECT_EQ(codeOf([&] { service().update(anna(), ref, {}, &contents, first.document.seq); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { service().requireUploadable(anna(), ref, first.document.seq, std::nullopt); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(service().get(anna(), ref).versionCount, 1);
}

TEST_F(ChangeTest, OfManyWritersWithOneTimestampExactlyOneWins) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "a");
    std::atomic<int> won{0};
    std::atomic<int> lost{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            try {
                service().update(anna(), {.id = first.document.id}, {.title = std::to_string(i)}, nullptr,
                                 first.document.seq);
                ++won;
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::PreconditionFailed);
                ++lost;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 5);
}

TEST_F(ChangeTest, RenamingToATakenNameFails) {
    upload(anna(), annaFiles_, "a.txt", "a");
    const auto second = upload(anna(), annaFiles_, "b.txt", "b");
    EXPECT_EQ(codeOf([&] {
                  service().update(anna(), {.id = second.document.id}, {.filename = "a.txt"}, nullptr, std::nullopt);
              }),
              ErrorCode::Conflict);
    EXPECT_EQ(service().get(anna(), {.id = second.document.id}).filename, "b.txt");
}

TEST_F(ChangeTest, ANewVersionReplacesTheContentsAndKeepsTheOld) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "one");
    const DocumentRef ref{.id = first.document.id};
    clock_.advance(minutes(1));
    auto contents = stage(anna(), "second");
    service().update(anna(), ref, {.versionComment = "better"}, &contents, first.document.seq);
    const auto [document, versions] = service().versions(anna(), ref);
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].number, 1);
    EXPECT_EQ(versions[1].number, 2);
    EXPECT_EQ(versions[1].comment, "better");
    EXPECT_EQ(document.currentVersion, 2);
    EXPECT_EQ(document.modified, clock_.now());
    EXPECT_EQ(download(anna(), ref), "second");
    EXPECT_EQ(download(anna(), ref, 1), "one");
    EXPECT_EQ(codeOf([&] { (void)download(anna(), ref, 3); }), ErrorCode::NotFound);
    EXPECT_EQ(used(), 9);
}

TEST_F(ChangeTest, AVersionBeyondTheQuotaLeavesTheDocumentAsItWas) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "one");
    setQuota(5);
    {
        auto contents = stage(anna(), "second");
        EXPECT_EQ(codeOf([&] { service().update(anna(), {.id = first.document.id}, {}, &contents, std::nullopt); }),
                  ErrorCode::QuotaExceeded);
    }
    const Document found = service().get(anna(), {.id = first.document.id});
    EXPECT_EQ(found.seq, first.document.seq);
    EXPECT_EQ(found.versionCount, 1);
    EXPECT_EQ(used(), 3);
    EXPECT_EQ(blobs(), 1U);
}

TEST_F(ChangeTest, DetachingFreesOctetsAndTrashesBlobs) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "one");
    const DocumentRef ref{.id = first.document.id};
    for (const auto* text : {"two", "three"}) {
        auto contents = stage(anna(), text);
        service().update(anna(), ref, {}, &contents, std::nullopt);
    }
    const std::vector<std::int64_t> numbers{3, 9};
    const auto detached = service().detach(anna(), ref, numbers, std::nullopt);
    EXPECT_EQ(detached.unknown, std::vector<std::int64_t>{9});
    EXPECT_EQ(download(anna(), ref), "two");
    EXPECT_EQ(used(), 6);
    EXPECT_EQ(rowsOf("filestore_trash"), 1);

    const auto reverted = service().revert(anna(), ref, detached.written.document.seq);
    EXPECT_EQ(reverted.document.versionCount, 0);
    EXPECT_EQ(used(), 0);
    EXPECT_EQ(rowsOf("filestore_trash"), 3);
    EXPECT_EQ(rowsOf("document_version"), 0);
    const Document found = service().get(anna(), ref);
    EXPECT_EQ(found.title, "a.txt");
    EXPECT_FALSE(found.contents);
    EXPECT_NO_THROW(upload(anna(), annaFiles_, "a.txt", "the name is free again"));

    auto contents = stage(anna(), "again");
    const auto again = service().update(anna(), ref, {.filename = "again.txt"}, &contents, std::nullopt);
    EXPECT_EQ(again.document.currentVersion, 4);  // numbers are never used twice
    EXPECT_EQ(service().versions(anna(), ref).second.front().filename, "again.txt");
}

TEST_F(ChangeTest, ACopyHasOctetsOfItsOwn) {
    const auto first = upload(anna(), annaFiles_, "a.txt", "text");
    const FolderId target = newFolder("target");
    const auto copied = service().copy(anna(), {.id = first.document.id}, {.folder = target, .title = "copy"}, nullptr);
    EXPECT_NE(copied.document.id, first.document.id);
    EXPECT_EQ(copied.document.folder, target);
    EXPECT_EQ(copied.document.filename, "a.txt");
    EXPECT_EQ(copied.document.title, "copy");
    EXPECT_EQ(copied.document.modified, first.document.modified);
    EXPECT_EQ(service().copy(anna(), {.id = first.document.id}, {}, nullptr).document.filename, "a (1).txt");
    EXPECT_EQ(used(), 12);
    EXPECT_EQ(blobs(), 3U);
    const std::vector<DocumentRef> original{{.id = first.document.id}};
    service().remove(anna(), original, std::nullopt, true);
    EXPECT_EQ(download(anna(), {.id = copied.document.id}), "text");

    auto contents = stage(anna(), "other");
    const auto replaced = service().copy(anna(), {.id = copied.document.id}, {}, &contents);
    EXPECT_EQ(download(anna(), {.id = replaced.document.id}), "other");
}

TEST_F(ChangeTest, ALockKeepsOthersFromEveryWrite) {
    const FolderId shared = sharedFolder("shared", folders::kAuthorRights);
    const auto first = upload(anna(), shared, "a.txt", "a");
    const DocumentRef ref{.id = first.document.id};
    const std::vector<DocumentRef> refs{ref};
    const auto locked = service().lock(anna(), ref, minutes(10));
    EXPECT_GT(locked.document.seq, first.document.seq);
    EXPECT_EQ(locked.document.lock->until, clock_.now() + minutes(10));

    EXPECT_EQ(codeOf([&] { service().update(bert(), ref, {.title = "x"}, nullptr, std::nullopt); }),
              ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { service().revert(bert(), ref, std::nullopt); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { service().detach(bert(), ref, std::vector<std::int64_t>{1}, std::nullopt); }),
              ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { service().lock(bert(), ref, minutes(1)); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { service().unlock(bert(), ref); }), ErrorCode::Conflict);
    EXPECT_EQ(service().remove(bert(), refs, std::nullopt, true).refused.size(), 1U);
    EXPECT_EQ(service().move(bert(), refs, bertFiles_, std::nullopt).refused.size(), 1U);
    {
        auto contents = stage(bert(), "b");
        EXPECT_EQ(codeOf([&] { service().create(bert(), {.folder = shared, .filename = "a.txt"}, &contents, true); }),
                  ErrorCode::Conflict);
    }
    EXPECT_NO_THROW(service().update(anna(), ref, {.title = "mine"}, nullptr, std::nullopt));
    EXPECT_EQ(download(bert(), ref), "a");

    clock_.advance(minutes(10));
    EXPECT_NO_THROW(service().update(bert(), ref, {.title = "after"}, nullptr, std::nullopt));
}

TEST_F(ChangeTest, UnlockEndsALockAndAdministratorsMayEndAll) {
    const FolderId shared = sharedFolder("shared", folders::kAuthorRights);
    const auto first = upload(bert(), shared, "a.txt", "a");
    const DocumentRef ref{.id = first.document.id};
    service().lock(bert(), ref, std::nullopt);
    EXPECT_EQ(service().unlock(anna(), ref).document.lock, std::nullopt);  // Anna owns the folder
    service().lock(bert(), ref, std::nullopt);
    service().unlock(bert(), ref);
    EXPECT_NO_THROW(service().update(anna(), ref, {.title = "x"}, nullptr, std::nullopt));
    EXPECT_EQ(codeOf([&] { service().lock(bert(), ref, minutes(0)); }), ErrorCode::BadRequest);
    const auto longest = service().lock(bert(), ref, std::chrono::hours(24 * 400));
    EXPECT_EQ(longest.document.lock->until, clock_.now() + std::chrono::hours(24 * 30));
}

}  // namespace
}  // namespace groupware::infostore
