#include "groupware/folders/service/folder_provisioning.h"
#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::infostore {
namespace {

class MoveRemoveTest : public InfostoreTest {
protected:
    Seq now(FolderId folder) { return service().updates(anna(), folder, {}).timestamp; }
};

TEST_F(MoveRemoveTest, AMoveIsADeletionInTheSourceAndANewObjectInTheTarget) {
    const auto written = upload(anna(), annaFiles_, "a.txt", "a");
    const FolderId target = newFolder("target");
    const Seq source = now(annaFiles_);
    const Seq destination = now(target);
    const std::vector<DocumentRef> refs{{.id = written.document.id, .folder = annaFiles_}};
    EXPECT_TRUE(service().move(anna(), refs, target, written.document.seq).refused.empty());

    const auto left = service().updates(anna(), annaFiles_, source);
    EXPECT_EQ(left.removed, std::vector<DocumentId>{written.document.id});
    EXPECT_TRUE(left.changed.empty());
    const auto arrived = service().updates(anna(), target, destination);
    ASSERT_EQ(arrived.changed.size(), 1U);
    EXPECT_EQ(arrived.changed[0].id, written.document.id);
    EXPECT_TRUE(arrived.removed.empty());

    // Whoever knows it in the old folder does not find it.
    EXPECT_EQ(codeOf([&] { (void)service().get(anna(), refs[0]); }), ErrorCode::NotFound);
    EXPECT_EQ(service().move(anna(), refs, target, std::nullopt).refused.size(), 1U);
    EXPECT_EQ(download(anna(), {.id = written.document.id, .folder = target}), "a");
}

TEST_F(MoveRemoveTest, WhatComesBackIsThere) {
    const auto written = upload(anna(), annaFiles_, "a.txt", "a");
    const FolderId target = newFolder("target");
    const Seq before = now(annaFiles_);
    const std::vector<DocumentRef> refs{{.id = written.document.id}};
    service().move(anna(), refs, target, std::nullopt);
    service().move(anna(), refs, annaFiles_, std::nullopt);
    const auto changes = service().updates(anna(), annaFiles_, before);
    EXPECT_EQ(changes.changed.size(), 1U);
    EXPECT_TRUE(changes.removed.empty());
    service().move(anna(), refs, target, std::nullopt);  // and leaves again: one tombstone, with the newest seq
    EXPECT_EQ(service().updates(anna(), annaFiles_, changes.timestamp).removed.size(), 1U);
}

TEST_F(MoveRemoveTest, AMoveOntoATakenNameRenames) {
    const FolderId target = newFolder("target");
    upload(anna(), target, "a.txt", "there");
    const auto moving = upload(anna(), annaFiles_, "a.txt", "moving");
    const std::vector<DocumentRef> refs{{.id = moving.document.id}};
    service().move(anna(), refs, target, std::nullopt);
    const Document found = service().get(anna(), {.id = moving.document.id});
    EXPECT_EQ(found.folder, target);
    EXPECT_EQ(found.filename, "a (1).txt");
}

TEST_F(MoveRemoveTest, UpdateWithAnotherFolderMovesToo) {
    const auto written = upload(anna(), annaFiles_, "a.txt", "a");
    const FolderId target = newFolder("target");
    const Seq source = now(annaFiles_);
    const auto moved = service().update(anna(), {.id = written.document.id}, {.folder = target, .title = "moved"},
                                        nullptr, written.document.seq);
    EXPECT_EQ(moved.document.folder, target);
    EXPECT_EQ(service().updates(anna(), annaFiles_, source).removed.size(), 1U);
    EXPECT_EQ(service().all(anna(), target).documents.at(0).title, "moved");
    EXPECT_EQ(codeOf([&] {
                  service().update(anna(), {.id = written.document.id}, {.folder = bertFiles_}, nullptr, std::nullopt);
              }),
              ErrorCode::NotFound);
}

TEST_F(MoveRemoveTest, ADeletedDocumentGoesToTheTrashAndFromThereForGood) {
    const auto written = upload(anna(), annaFiles_, "a.txt", "text");
    const FolderId trash = trashOf(anna());
    const std::vector<DocumentRef> refs{{.id = written.document.id}};
    const Seq before = now(annaFiles_);
    const auto removed = service().remove(anna(), refs, written.document.seq, false);
    EXPECT_TRUE(removed.refused.empty());
    EXPECT_EQ(service().get(anna(), refs[0]).folder, trash);
    EXPECT_EQ(service().updates(anna(), annaFiles_, before).removed.size(), 1U);
    EXPECT_EQ(used(), 4);

    EXPECT_TRUE(service().remove(anna(), refs, std::nullopt, false).refused.empty());
    EXPECT_EQ(codeOf([&] { (void)service().get(anna(), refs[0]); }), ErrorCode::NotFound);
    EXPECT_EQ(service().updates(anna(), trash, before).removed, std::vector<DocumentId>{written.document.id});
    EXPECT_EQ(used(), 0);
    EXPECT_EQ(rowsOf("document"), 0);
    EXPECT_EQ(rowsOf("document_version"), 0);
    EXPECT_EQ(rowsOf("filestore_trash"), 1);
}

TEST_F(MoveRemoveTest, HardDeleteTakesAllVersions) {
    const auto written = upload(anna(), annaFiles_, "a.txt", "one");
    auto contents = stage(anna(), "three");
    service().update(anna(), {.id = written.document.id}, {}, &contents, std::nullopt);
    const std::vector<DocumentRef> refs{{.id = written.document.id}, {.id = written.document.id}};
    EXPECT_TRUE(service().remove(anna(), refs, std::nullopt, true).refused.empty());
    EXPECT_EQ(used(), 0);
    EXPECT_EQ(rowsOf("filestore_trash"), 2);
}

TEST_F(MoveRemoveTest, WhatCannotBeDeletedIsNamedAndTheRestGoes) {
    const FolderId shared = sharedFolder("shared", {.folder = 2, .read = 2, .write = 2, .remove = 1});
    const auto stale = upload(bert(), shared, "stale.txt", "1");
    const auto seen = service().updates(bert(), shared, {}).timestamp;
    service().update(bert(), {.id = stale.document.id}, {.title = "changed since"}, nullptr, std::nullopt);
    const auto fresh = upload(bert(), bertFiles_, "fresh.txt", "2");
    const auto annas = upload(anna(), shared, "annas.txt", "3");
    const std::vector<DocumentRef> refs{{.id = stale.document.id, .folder = shared},
                                        {.id = annas.document.id},
                                        {.id = {4711}},
                                        {.id = fresh.document.id, .folder = shared},
                                        {.id = fresh.document.id}};
    const auto old = service().remove(bert(), std::span(refs).first(1), seen, true);
    ASSERT_EQ(old.refused.size(), 1U);
    EXPECT_EQ(old.refused[0].document.id, stale.document.id);

    const auto result = service().remove(bert(), std::span(refs).subspan(1, 3), std::nullopt, true);
    EXPECT_EQ(result.refused.size(), 3U);  // not his, unknown, not in that folder
    EXPECT_TRUE(service().remove(bert(), std::span(refs).subspan(4), std::nullopt, true).refused.empty());
    EXPECT_EQ(rowsOf("document"), 2);
}

TEST_F(MoveRemoveTest, ManyDocumentsGoInSeveralTransactions) {
    std::vector<DocumentRef> refs;
    for (int i = 0; i < 450; ++i) {
        const auto written = service().create(anna(), {.folder = annaFiles_, .title = "note"}, nullptr, false);
        refs.push_back({.id = written.document.id, .folder = annaFiles_});
    }
    const Seq before = now(annaFiles_);
    EXPECT_TRUE(service().remove(anna(), refs, std::nullopt, false).refused.empty());
    EXPECT_EQ(service().updates(anna(), annaFiles_, before).removed.size(), 450U);
    EXPECT_EQ(service().all(anna(), trashOf(anna())).documents.size(), 450U);
}

TEST_F(MoveRemoveTest, AFolderTakesItsDocumentsAlong) {
    const FolderId folder = newFolder("folder");
    const auto written = upload(anna(), folder, "a.txt", "text");
    folderService_.clear(anna(), folder);
    EXPECT_EQ(service().get(anna(), {.id = written.document.id}).folder, trashOf(anna()));
    folderService_.clear(anna(), trashOf(anna()));
    EXPECT_EQ(rowsOf("document"), 0);
    EXPECT_EQ(used(), 0);

    const auto again = upload(anna(), folder, "b.txt", "text");
    folderService_.remove(anna(), folder, true, std::nullopt);
    EXPECT_EQ(codeOf([&] { (void)service().get(anna(), {.id = again.document.id}); }), ErrorCode::NotFound);
    EXPECT_EQ(used(), 0);
    EXPECT_EQ(rowsOf("filestore_trash"), 2);
}

TEST_F(MoveRemoveTest, ALockStopsAFoldersDeletion) {
    const FolderId shared = sharedFolder("shared", folders::kAuthorRights);
    const auto written = upload(bert(), shared, "a.txt", "text");
    service().lock(bert(), {.id = written.document.id}, std::nullopt);
    EXPECT_EQ(codeOf([&] { folderService_.clear(anna(), shared); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { folderService_.remove(anna(), shared, true, std::nullopt); }), ErrorCode::Conflict);
    EXPECT_EQ(download(bert(), {.id = written.document.id}), "text");
}

TEST_F(MoveRemoveTest, FoldersCountTheirDocuments) {
    upload(anna(), annaFiles_, "a.txt", "a");
    upload(anna(), annaFiles_, "b.txt", "b");
    auto session = database().read(kContext, Freshness::strict());
    const std::vector<FolderId> asked{annaFiles_, bertFiles_};
    const auto counts = documents_.count(session, asked);
    EXPECT_EQ(counts.at(annaFiles_), 2);
    EXPECT_FALSE(counts.contains(bertFiles_));
}

TEST_F(MoveRemoveTest, WhatALeavingUserMadeFallsToHisHeirAndHisLocksEnd) {
    const auto shared = sharedFolder("shared", folders::kAuthorRights);
    const auto berts = upload(bert(), shared, "berts.txt", "b").document;
    const auto annas = upload(anna(), shared, "annas.txt", "a").document;
    auto again = stage(bert(), "bb");
    service().update(bert(), {annas.id}, {.filename = "annas.txt"}, &again, {});
    service().update(anna(), {annas.id}, {.title = "again Anna's"}, nullptr, {});
    const auto locked = service().lock(bert(), {berts.id}, {}).document;
    const auto untouched = upload(anna(), shared, "quiet.txt", "q").document;
    const auto before = service().all(anna(), shared).timestamp;

    int changed = 0;
    database().write(kContext,
                     [&](dbpool::WriteTransaction& tx) { changed = documents_.bequeath(tx, kBert, kAdmin, 100); });

    EXPECT_EQ(changed, 2);
    EXPECT_EQ(service().get(anna(), {berts.id}).createdBy, kAdmin);
    EXPECT_EQ(service().get(anna(), {berts.id}).changedBy, kAdmin);
    EXPECT_TRUE(locked.lock.has_value());
    EXPECT_FALSE(service().get(anna(), {berts.id}).lock.has_value());
    EXPECT_EQ(service().get(anna(), {annas.id}).createdBy, kAnna);
    EXPECT_EQ(service().versions(anna(), {annas.id}).second.back().createdBy, kAdmin);
    EXPECT_EQ(service().get(anna(), {untouched.id}).seq, untouched.seq);
    EXPECT_EQ(service().updates(anna(), shared, before).changed.size(), 2U) << "clients hear of it";
    database().write(kContext,
                     [&](dbpool::WriteTransaction& tx) { EXPECT_EQ(documents_.bequeath(tx, kBert, kAdmin, 100), 0); });
}

TEST_F(MoveRemoveTest, ALockKeepsNobodyFromLeaving) {
    const FolderId shared = sharedFolder("shared", folders::kOwnerRights);
    const auto written = upload(anna(), shared, "a.txt", "a");
    service().lock(bert(), {.id = written.document.id}, std::nullopt);
    bool done = false;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        done = folders::removeUserFolders(tx, kAnna, kAdmin, contents_);
    });
    EXPECT_TRUE(done);
    EXPECT_EQ(rowsOf("document"), 0);
    EXPECT_EQ(used(), 0);
}

}  // namespace
}  // namespace groupware::infostore
