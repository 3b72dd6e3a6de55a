#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>

namespace groupware::infostore {
namespace {

/// What Bert may do to a document in Anna's folder, one row per level and owner.
struct Case {
    const char* name;
    folders::Rights rights;
    bool own;  ///< the document is Bert's
    bool mayRead;
    bool mayWrite;
    bool mayRemove;
};

class PermissionTest : public InfostoreTest, public testing::WithParamInterface<Case> {
protected:
    bool allowed(const std::function<void()>& action) {
        try {
            action();
            return true;
        } catch (const Error& error) {
            EXPECT_TRUE(error.code() == ErrorCode::NotFound || error.code() == ErrorCode::Forbidden) << error.what();
            return false;
        }
    }
};

TEST_P(PermissionTest, HoldsForEveryVerb) {
    const Case& wanted = GetParam();
    const FolderId folder = sharedFolder("shared", folders::kAuthorRights);
    const auto written = upload(wanted.own ? bert() : anna(), folder, "a.txt", "a");
    folders::FolderChange change;
    change.grants = std::vector<folders::Grant>{{folders::Grantee::of(kAnna), folders::kOwnerRights},
                                                {folders::Grantee::of(kBert), wanted.rights}};
    folderService_.update(anna(), folder, change, std::nullopt);
    const DocumentRef ref{.id = written.document.id};
    const std::vector<DocumentRef> refs{ref};

    EXPECT_EQ(allowed([&] { (void)service().get(bert(), ref); }), wanted.mayRead);
    EXPECT_EQ(allowed([&] { (void)service().openContents(bert(), ref, std::nullopt); }), wanted.mayRead);
    EXPECT_EQ(allowed([&] { (void)service().versions(bert(), ref); }), wanted.mayRead);
    EXPECT_EQ(allowed([&] { (void)service().copy(bert(), ref, {.folder = bertFiles_}, nullptr); }), wanted.mayRead);
    EXPECT_EQ(service().list(bert(), refs).documents.size(), wanted.mayRead ? 1U : 0U);
    EXPECT_EQ(service().search(bert(), {.pattern = "a.txt", .folder = std::nullopt}).documents.size(),
              wanted.mayRead ? 2U : 0U);  // and the copy
    if (wanted.rights.read > 0) {
        EXPECT_EQ(service().all(bert(), folder).documents.size(), wanted.mayRead ? 1U : 0U);
        EXPECT_EQ(service().updates(bert(), folder, {}).changed.size(), wanted.mayRead ? 1U : 0U);
    }

    EXPECT_EQ(allowed([&] { service().update(bert(), ref, {.title = "x"}, nullptr, std::nullopt); }), wanted.mayWrite);
    EXPECT_EQ(allowed([&] { service().lock(bert(), ref, std::nullopt); }), wanted.mayWrite);
    EXPECT_EQ(allowed([&] { service().unlock(bert(), ref); }), wanted.mayWrite);
    EXPECT_EQ(allowed([&] { service().revert(bert(), ref, std::nullopt); }), wanted.mayWrite);
    EXPECT_EQ(allowed([&] { service().requireUploadable(bert(), ref, std::nullopt, std::nullopt); }), wanted.mayWrite);

    EXPECT_EQ(service().move(bert(), refs, bertFiles_, std::nullopt).refused.empty(), wanted.mayRemove);
    if (!wanted.mayRemove) {
        EXPECT_EQ(service().remove(bert(), refs, std::nullopt, true).refused.size(), 1U);
    }
    EXPECT_EQ(service().get(wanted.mayRemove ? bert() : anna(), ref).folder, wanted.mayRemove ? bertFiles_ : folder);
}

constexpr folders::Rights rights(int read, int write, int remove) {
    return {.folder = folders::Rights::kCreateObjects, .read = read, .write = write, .remove = remove};
}

INSTANTIATE_TEST_SUITE_P(Matrix, PermissionTest,
                         testing::Values(Case{"SeeOnlyOwn", rights(0, 0, 0), true, false, false, false},
                                         Case{"SeeOnlyForeign", rights(0, 0, 0), false, false, false, false},
                                         Case{"ReadOwnOwn", rights(1, 0, 0), true, true, false, false},
                                         Case{"ReadOwnForeign", rights(1, 0, 0), false, false, false, false},
                                         Case{"ReadAllForeign", rights(2, 0, 0), false, true, false, false},
                                         Case{"WriteOwnOwn", rights(2, 1, 0), true, true, true, false},
                                         Case{"WriteOwnForeign", rights(2, 1, 0), false, true, false, false},
                                         Case{"WriteAllForeign", rights(2, 2, 0), false, true, true, false},
                                         Case{"DeleteOwnOwn", rights(2, 2, 1), true, true, true, true},
                                         Case{"DeleteOwnForeign", rights(2, 2, 1), false, true, true, false},
                                         Case{"DeleteAllForeign", rights(2, 2, 2), false, true, true, true},
                                         Case{"MaximumForeign", rights(64, 64, 64), false, true, true, true}),
                         [](const auto& test) { return std::string(test.param.name); });

class HiddenTest : public InfostoreTest {};

TEST_F(HiddenTest, AForeignFoldersDocumentsDoNotExist) {
    const auto written = upload(anna(), annaFiles_, "secret.txt", "secret");
    const DocumentRef ref{.id = written.document.id};
    EXPECT_EQ(codeOf([&] { (void)service().get(bert(), ref); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)service().all(bert(), annaFiles_); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)service().updates(bert(), annaFiles_, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)service().search(bert(), {.pattern = "", .folder = annaFiles_}); }),
              ErrorCode::NotFound);
    EXPECT_TRUE(service().search(bert(), {.pattern = "secret", .folder = std::nullopt}).documents.empty());
}

TEST_F(HiddenTest, AnotherContextsDocumentsDoNotExist) {
    const auto written = upload(anna(), annaFiles_, "secret.txt", "secret");
    const Caller stranger = callerOf(kOtherContext, kAnna);  // same user id, same folder ids, same document ids
    ASSERT_EQ(filesOf(stranger), annaFiles_);
    const std::vector<DocumentRef> refs{{.id = written.document.id, .folder = annaFiles_}};
    EXPECT_EQ(codeOf([&] { (void)service().get(stranger, refs[0]); }), ErrorCode::NotFound);
    EXPECT_TRUE(service().all(stranger, annaFiles_).documents.empty());
    EXPECT_TRUE(service().list(stranger, refs).documents.empty());
    EXPECT_TRUE(service().search(stranger, {.pattern = "secret", .folder = std::nullopt}).documents.empty());
    EXPECT_TRUE(service().updates(stranger, annaFiles_, {}).changed.empty());
    EXPECT_EQ(codeOf([&] { service().update(stranger, refs[0], {.title = "x"}, nullptr, std::nullopt); }),
              ErrorCode::NotFound);
    EXPECT_EQ(service().remove(stranger, refs, std::nullopt, true).refused.size(), 1U);

    // Its own document of the same id is another one, with contents and quota of its own.
    const auto theirs = upload(stranger, annaFiles_, "secret.txt", "theirs!");
    EXPECT_EQ(theirs.document.id, written.document.id);
    EXPECT_EQ(theirs.document.filename, "secret.txt");
    EXPECT_EQ(used(kOtherContext), 7);
    EXPECT_EQ(service().remove(stranger, refs, std::nullopt, true).refused.size(), 0U);
    EXPECT_EQ(download(anna(), refs[0]), "secret");
    EXPECT_EQ(used(), 6);
    EXPECT_EQ(blobs(), 1U);
}

}  // namespace
}  // namespace groupware::infostore
