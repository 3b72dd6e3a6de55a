#include "groupware/folders/folder.h"
#include "groupware/folders/tree_rules.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::folders {
namespace {

using ::test::codeOf;

constexpr UserId kAlice{3};
constexpr UserId kBob{4};

Folder folder(FolderId id, std::string_view module, FolderType type, UserId owner) {
    return {.id = id, .module = std::string(module), .type = type, .owner = owner};
}

TEST(FolderNameTest, SpacesAroundANameGo) {
    EXPECT_EQ(checkedName("  Jour fixe ", 255), "Jour fixe");
}

TEST(FolderNameTest, AnyLanguageIsFineAndCountsCharactersNotOctets) {
    EXPECT_EQ(checkedName("Überfällig 会議 \xF0\x9F\x93\x81", 255), "Überfällig 会議 \xF0\x9F\x93\x81");
    EXPECT_EQ(checkedName("会議", 2), "会議");
    EXPECT_EQ(codeOf([] { (void)checkedName("会議x", 2); }), ErrorCode::BadRequest);
}

TEST(FolderNameTest, WhatWouldBreakAPathOrALineIsRefused) {
    for (const std::string& name :
         {std::string(), std::string("   "), std::string("."), std::string(".."), std::string("a/b"),
          std::string("a\\b"), std::string("a\nb"), std::string("a\0b", 3), std::string("\x7F"),
          std::string("\xC2\x85"), std::string("\xC0\xAF"), std::string("\xED\xA0\x80"), std::string("\xE4\xBC"),
          std::string("\xFF")}) {
        EXPECT_EQ(codeOf([&] { (void)checkedName(name, 255); }), ErrorCode::BadRequest) << name;
    }
}

TEST(FolderModuleTest, OldNumbersMeanTheirNames) {
    EXPECT_EQ(moduleFromText("8"), "infostore");
    EXPECT_EQ(moduleFromText("2"), "calendar");
    EXPECT_EQ(moduleFromText("infostore"), "infostore");
    EXPECT_EQ(moduleFromText("99"), "99");
    EXPECT_EQ(moduleNumber("contacts"), 3);
    EXPECT_EQ(moduleNumber("notes"), 0);
}

TEST(FolderTypeTest, OtherPeoplesPrivateFoldersLookShared) {
    EXPECT_EQ(typeFor(FolderType::Private, kAlice, kAlice), FolderType::Private);
    EXPECT_EQ(typeFor(FolderType::Private, kAlice, kBob), FolderType::Shared);
    EXPECT_EQ(typeFor(FolderType::Public, kAlice, kBob), FolderType::Public);
}

TEST(FolderPlaceTest, TheTreeDecidesTypeAndOwner) {
    const auto root = [](FolderId id, std::string_view module) {
        return folder(id, module, FolderType::System, UserId{2});
    };
    EXPECT_EQ(placeBelow(root(kPrivate, "system"), "calendar", kBob), (Place{FolderType::Private, kBob}));
    EXPECT_EQ(placeBelow(root(kPublic, "system"), "contacts", kBob), (Place{FolderType::Public, kBob}));
    EXPECT_EQ(placeBelow(root(kPublicInfostore, "infostore"), "infostore", kBob), (Place{FolderType::Public, kBob}));
    // What somebody creates in a private folder shared with him belongs to the folder's owner.
    EXPECT_EQ(placeBelow(folder({30}, "calendar", FolderType::Private, kAlice), "tasks", kBob),
              (Place{FolderType::Private, kAlice}));
    EXPECT_EQ(placeBelow(folder({31}, "infostore", FolderType::Trash, kAlice), "infostore", kAlice),
              (Place{FolderType::Trash, kAlice}));
}

TEST(FolderPlaceTest, FilesLiveInTheInfostoreAndNothingElseDoes) {
    const auto refused = [](const Folder& parent, std::string_view module) {
        return codeOf([&] { (void)placeBelow(parent, module, kBob); }) == ErrorCode::BadRequest;
    };
    EXPECT_TRUE(refused(folder(kPrivate, "system", FolderType::System, {2}), "infostore"));
    EXPECT_TRUE(refused(folder(kPublic, "system", FolderType::System, {2}), "infostore"));
    EXPECT_TRUE(refused(folder(kPublicInfostore, "infostore", FolderType::System, {2}), "calendar"));
    EXPECT_TRUE(refused(folder({30}, "calendar", FolderType::Private, kBob), "infostore"));
    EXPECT_TRUE(refused(folder({30}, "infostore", FolderType::Public, kBob), "tasks"));
    for (const auto id : {kRoot, kShared, kSystem, kInfostore, kGlobalAddressBook}) {
        EXPECT_TRUE(refused(folder(id, "system", FolderType::System, {2}), "calendar")) << id.value;
    }
    EXPECT_TRUE(refused(folder(kPublic, "system", FolderType::System, {2}), "system"));
    EXPECT_TRUE(refused(folder(kPublic, "system", FolderType::System, {2}), ""));
}

TEST(FolderGrantsTest, EntriesOfOneGranteeJoinAndEmptyOnesGo) {
    const auto grants = checkedGrants({{Grantee::of(kBob), kViewerRights},
                                       {Grantee::of(kAlice), kOwnerRights},
                                       {Grantee::of(kBob), {.folder = 2}},
                                       {Grantee::of(GroupId{4}), {}}},
                                      {FolderType::Public, kAlice}, 10);
    EXPECT_EQ(grants,
              (std::vector<Grant>{{Grantee::of(kAlice), kOwnerRights}, {Grantee::of(kBob), {.folder = 2, .read = 2}}}));
}

TEST(FolderGrantsTest, SomebodyStaysAdministrator) {
    const auto check = [](std::vector<Grant> grants, FolderType type) {
        return codeOf([&] { (void)checkedGrants(std::move(grants), {type, kAlice}, 10); });
    };
    EXPECT_EQ(check({{Grantee::of(kBob), kAuthorRights}}, FolderType::Public), ErrorCode::BadRequest);
    EXPECT_EQ(check({}, FolderType::Public), ErrorCode::BadRequest);
    EXPECT_EQ(check({{Grantee::of(kBob), kOwnerRights}}, FolderType::Private), ErrorCode::BadRequest);
    EXPECT_EQ(check({{Grantee::of(kAlice), kOwnerRights}, {Grantee::of(kBob), kOwnerRights}}, FolderType::Private),
              ErrorCode::BadRequest);
    EXPECT_EQ(checkedGrants({{Grantee::of(kBob), kOwnerRights}}, {FolderType::Public, kAlice}, 10).size(), 1U);
}

TEST(FolderGrantsTest, TheirNumberIsLimited) {
    std::vector<Grant> grants{{Grantee::of(kAlice), kOwnerRights}};
    for (std::int64_t user = 10; user < 20; ++user) grants.push_back({Grantee::of(UserId{user}), kViewerRights});
    EXPECT_EQ(codeOf([&] { (void)checkedGrants(grants, {FolderType::Public, kAlice}, 10); }), ErrorCode::BadRequest);
    EXPECT_EQ(checkedGrants(grants, {FolderType::Public, kAlice}, 11).size(), 11U);
}

}  // namespace
}  // namespace groupware::folders
