#include "groupware/folders/service/folder_provisioning.h"
#include "tests/groupware/infostore/infostore_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

namespace groupware::infostore {
namespace {

class RestoreTest : public InfostoreTest {
protected:
    DocumentId trashed(FolderId folder, const std::string& name, const std::string& octets = "x") {
        const auto id = upload(anna(), folder, name, octets).document.id;
        trash(id);
        return id;
    }
    void trash(DocumentId id, const Caller& caller = anna()) {
        const std::vector<DocumentRef> refs{{.id = id}};
        EXPECT_TRUE(service().remove(caller, refs, std::nullopt, false).refused.empty());
    }
    RestoredDocuments restore(DocumentId id, const Caller& caller = anna()) {
        const std::vector<DocumentRef> refs{{.id = id}};
        return service().restore(caller, refs);
    }
    /// Where a document is after it was restored.
    FolderId placeOf(DocumentId id, const Caller& caller = anna()) { return service().get(caller, {.id = id}).folder; }
};

TEST_F(RestoreTest, ADocumentGoesBackToWhereItWas) {
    const FolderId home = newFolder("home");
    const auto id = trashed(home, "a.txt", "text");
    const Seq before = service().updates(anna(), home, {}).timestamp;
    const Seq inTrash = service().updates(anna(), trashOf(anna()), {}).timestamp;

    const auto result = restore(id);
    EXPECT_TRUE(result.rest.refused.empty());
    ASSERT_EQ(result.restored.size(), 1U);
    EXPECT_EQ(result.restored[0].document.folder, home);
    EXPECT_EQ(result.restored[0].asked.folder, trashOf(anna()));
    EXPECT_FALSE(result.restored[0].elsewhere);
    EXPECT_EQ(download(anna(), {.id = id, .folder = home}), "text");
    // Everybody learns of it.
    EXPECT_EQ(service().updates(anna(), home, before).changed.size(), 1U);
    EXPECT_EQ(service().updates(anna(), trashOf(anna()), inTrash).removed, std::vector<DocumentId>{id});
}

TEST_F(RestoreTest, ANameThatIsTakenMeanwhileGetsANumber) {
    const auto id = trashed(annaFiles_, "a.txt");
    upload(anna(), annaFiles_, "a.txt", "new");
    EXPECT_EQ(restore(id).restored.at(0).document.filename, "a (1).txt");
}

TEST_F(RestoreTest, EveryWayIntoTheTrashIsRemembered) {
    const FolderId home = newFolder("home");
    const auto moved = upload(anna(), home, "moved.txt", "x").document.id;
    const std::vector<DocumentRef> refs{{.id = moved}};
    service().move(anna(), refs, trashOf(anna()), std::nullopt);
    const auto updated = upload(anna(), home, "updated.txt", "x").document.id;
    service().update(anna(), {.id = updated}, {.folder = trashOf(anna())}, nullptr, std::nullopt);
    const auto cleared = upload(anna(), home, "cleared.txt", "x").document.id;
    folderService_.clear(anna(), home);
    ASSERT_EQ(placeOf(cleared), trashOf(anna()));
    for (const auto id : {moved, updated, cleared}) {
        const auto result = restore(id);
        ASSERT_EQ(result.restored.size(), 1U);
        EXPECT_EQ(result.restored[0].document.folder, home);
    }
}

TEST_F(RestoreTest, ItIsForgottenOutsideOfTheTrash) {
    const FolderId first = newFolder("first");
    const FolderId second = newFolder("second");
    const auto id = trashed(first, "a.txt");
    const std::vector<DocumentRef> refs{{.id = id}};
    service().move(anna(), refs, second, std::nullopt);
    trash(id);
    EXPECT_EQ(restore(id).restored.at(0).document.folder, second);
}

TEST_F(RestoreTest, WhenItsFolderIsGoneTheDefaultFolderTakesIt) {
    const FolderId home = newFolder("home");
    const auto deleted = trashed(home, "deleted.txt");
    folderService_.remove(anna(), home, true, {});
    const FolderId inTrash = newFolder("in trash");
    const auto buried = trashed(inTrash, "buried.txt");
    folderService_.remove(anna(), inTrash, false, {});
    for (const auto id : {deleted, buried}) {
        const auto result = restore(id);
        ASSERT_EQ(result.restored.size(), 1U);
        EXPECT_TRUE(result.restored[0].elsewhere);
        EXPECT_EQ(placeOf(id), annaFiles_);
    }
}

TEST_F(RestoreTest, WhenItsFolderIsClosedToTheCallerTheDefaultFolderTakesIt) {
    const FolderId shared = sharedFolder("shared", folders::kAuthorRights);
    const auto id = upload(anna(), shared, "a.txt", "x").document.id;
    trash(id, bert());
    ASSERT_EQ(placeOf(id, bert()), trashOf(bert()));
    folders::FolderChange closed;
    closed.grants = std::vector<folders::Grant>{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
    folderService_.update(anna(), shared, closed, {});
    const auto result = restore(id, bert());
    ASSERT_EQ(result.restored.size(), 1U);
    EXPECT_TRUE(result.restored[0].elsewhere);
    EXPECT_EQ(result.restored[0].document.folder, bertFiles_);
}

TEST_F(RestoreTest, WhatIsNotInATrashAndWhatIsHiddenStays) {
    const auto here = upload(anna(), annaFiles_, "here.txt", "x").document.id;
    const auto hidden = trashed(annaFiles_, "hidden.txt");
    const std::vector<DocumentRef> refs{{.id = here}, {.id = {999}}};
    const auto result = service().restore(anna(), refs);
    ASSERT_EQ(result.rest.refused.size(), 2U);
    EXPECT_EQ(result.rest.refused[0].reason, "The document is not in the trash.");
    EXPECT_TRUE(result.restored.empty());
    EXPECT_EQ(restore(hidden, bert()).rest.refused.size(), 1U);
    EXPECT_EQ(placeOf(hidden), trashOf(anna()));
}

TEST_F(RestoreTest, ManyCostTheirRowsAndAFewStatements) {
    const FolderId home = newFolder("home");
    std::vector<DocumentRef> refs;
    for (int i = 0; i < 20; ++i) refs.push_back({.id = trashed(home, std::to_string(i) + ".txt")});
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    // Seven of the transaction, the documents, two folders' rights and contents; row and tombstone of each.
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(service().restore(anna(), refs).restored.size(), 20U); }),
              12 + 2 * 20);
}

}  // namespace
}  // namespace groupware::infostore
