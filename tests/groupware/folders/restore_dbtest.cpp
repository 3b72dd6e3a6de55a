#include "groupware/folders/service/folder_archive.h"
#include "groupware/folders/service/folder_restore.h"
#include "tests/groupware/folders/folders_fixture.h"

#include <gtest/gtest.h>

namespace groupware::folders {
namespace {

class FolderRestore : public FolderTest {
protected:
    [[nodiscard]] ArchivedFolder taken(FolderId folder, ContextId context = kContext) {
        auto session = database().read(context, Freshness::strict());
        FolderReader reader(session);
        return {.folder = reader.find(folder).value(), .grants = reader.grants(folder)};
    }
    void restore(const ArchivedFolder& archived) {
        database().write(kOther, [&](dbpool::WriteTransaction& tx) { restoreFolder(tx, archived, {}); });
    }
    /// How a changed copy of `archived` is taken.
    template <class Change>
    [[nodiscard]] ErrorCode refusal(ArchivedFolder archived, const Change& change) {
        change(archived);
        return codeOf([&] { restore(archived); });
    }
};

TEST_F(FolderRestore, AFolderKeepsIdPlaceAndPermissions) {
    const auto parent = make(kAlice, filesOf(kAlice), "parent");
    const auto child = make(kAlice, parent, "child");
    share(kAlice, child, {{Grantee::of(kBob), kViewerRights}, {Grantee::of(kSales), kAuthorRights}});
    restore(taken(parent));
    restore(taken(child));
    const auto copy = taken(child, kOther);
    EXPECT_EQ(copy.folder.name, "child");
    EXPECT_EQ(copy.folder.parent, parent);
    EXPECT_EQ(copy.folder.owner, kAlice);
    EXPECT_EQ(copy.grants, taken(child).grants);
    EXPECT_GT(make(kAlice, parent, "next", "", kOther).value, child.value) << "ids go on behind";
}

TEST_F(FolderRestore, FixedFoldersGetTheirPermissions) {
    auto fixed = taken(kPublic);
    fixed.grants.push_back({Grantee::of(kBob), kViewerRights});
    restore(fixed);
    EXPECT_EQ(taken(kPublic, kOther).grants.size(), fixed.grants.size());
    fixed.folder.id = {7};
    EXPECT_EQ(codeOf([&] { restore(fixed); }), ErrorCode::BadRequest);
}

TEST_F(FolderRestore, NobodyGetsAccessWhoDoesNotExist) {
    auto archived = taken(make(kAlice, kPublic, "team", "calendar"));
    archived.grants.push_back({Grantee::of(UserId{99}), kOwnerRights});
    archived.grants.push_back({Grantee::of(GroupId{99}), kOwnerRights});
    restore(archived);
    EXPECT_EQ(taken(archived.folder.id, kOther).grants.size(), archived.grants.size() - 2);
}

TEST_F(FolderRestore, WhatCannotBeIsRefused) {
    const auto good = taken(make(kAlice, kPublic, "team", "calendar"));
    using A = ArchivedFolder;
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.id = {kMaxArchivedId + 1}; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.parent = {4711}; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.parent = a.folder.id; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.name = "a/b"; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.module = "../x"; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.owner = {99}; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.type = FolderType::Private; }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.grants.clear(); }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.grants.resize(10'001, a.grants.front()); }), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(good, [](A& a) { a.folder.parent = kPrivate; }), ErrorCode::BadRequest);
    restore(good);
    EXPECT_EQ(codeOf([&] { restore(good); }), ErrorCode::BadRequest) << "twice";
}

}  // namespace
}  // namespace groupware::folders
