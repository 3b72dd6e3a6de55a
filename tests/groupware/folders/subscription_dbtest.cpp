#include "tests/groupware/folders/folders_fixture.h"

namespace groupware::folders {
namespace {

class SubscriptionTest : public FolderTest {
protected:
    Seq want(UserId user, FolderId folder, const SubscriptionChange& subscription) {
        FolderChange change;
        change.subscription = subscription;
        return service_.update(as(user), folder, change, {}).committed.seq;
    }
    [[nodiscard]] Names subscribedBelow(UserId user, FolderId parent) {
        Names names;
        for (const auto& entry : service_.list(as(user), parent, {}, Shown::Subscribed).folders) {
            names.push_back(entry.folder.name);
        }
        std::sort(names.begin(), names.end());
        return names;
    }
    [[nodiscard]] Subscription of(UserId user, FolderId folder) {
        return service_.get(as(user), folder, {.subscription = true}).folders.front().subscription;
    }
    [[nodiscard]] std::size_t changedBelow(UserId user, FolderId parent, Seq since) {
        return service_.updates(as(user), parent, since, {}).changed.size();
    }
};

TEST_F(SubscriptionTest, EachUserHasHisOwn) {
    const auto folder = make(kAlice, filesOf(kAlice), "shared");
    share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(of(kBob, folder), Subscription{});
    want(kBob, folder, {.subscribed = false});
    EXPECT_EQ(of(kBob, folder), (Subscription{.subscribed = false, .usedForSync = true}));
    EXPECT_EQ(of(kAlice, folder), Subscription{});
    want(kBob, folder, {.usedForSync = false});
    EXPECT_EQ(of(kBob, folder), (Subscription{.subscribed = false, .usedForSync = false}));
    EXPECT_EQ(subscribedBelow(kBob, kUserInfostore), Names{"Bob"});
    EXPECT_EQ(namesBelow(kBob, kUserInfostore), (Names{"Bob", "shared"}));
    want(kBob, folder, {.subscribed = true});
    EXPECT_EQ(subscribedBelow(kBob, kUserInfostore), (Names{"Bob", "shared"}));
}

TEST_F(SubscriptionTest, NeedsNoRightButToSeeTheFolder) {
    const auto folder = make(kAlice, filesOf(kAlice), "hidden");
    EXPECT_EQ(codeOf([&] { want(kBob, folder, {.subscribed = false}); }), ErrorCode::NotFound);
    share(kAlice, folder, {{Grantee::of(kBob), {.folder = 1}}});
    want(kBob, folder, {.subscribed = false});
    FolderChange both;
    both.name = "renamed";
    both.subscription.subscribed = true;
    EXPECT_EQ(codeOf([&] { (void)service_.update(as(kBob), folder, both, {}); }), ErrorCode::Forbidden);
    EXPECT_FALSE(of(kBob, folder).subscribed);
}

TEST_F(SubscriptionTest, SystemAndOwnDefaultFoldersStaySubscribed) {
    EXPECT_EQ(codeOf([&] { want(kAlice, kPublic, {.subscribed = false}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { want(kAlice, calendarOf(kAlice), {.subscribed = false}); }), ErrorCode::Forbidden);
    want(kAlice, calendarOf(kAlice), {.usedForSync = false});
    EXPECT_FALSE(of(kAlice, calendarOf(kAlice)).usedForSync);
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    want(kBob, calendarOf(kAlice), {.subscribed = false});
}

TEST_F(SubscriptionTest, UpdatesNameItForItsUserAlone) {
    const auto folder = make(kAlice, filesOf(kAlice), "shared");
    const auto start = share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}});
    const auto changed = want(kBob, folder, {.subscribed = false});
    EXPECT_EQ(changedBelow(kBob, kUserInfostore, start), 1U);
    EXPECT_EQ(changedBelow(kBob, kUserInfostore, changed), 0U);
    EXPECT_EQ(changedBelow(kAlice, filesOf(kAlice), start), 0U);
    const auto own = make(kBob, filesOf(kBob), "own");
    const auto made = want(kBob, own, {.usedForSync = false});
    EXPECT_EQ(changedBelow(kBob, filesOf(kBob), changed), 1U) << "new and unsubscribed is one row";
    want(kBob, own, {.usedForSync = false});
    EXPECT_EQ(changedBelow(kBob, filesOf(kBob), made), 0U) << "nothing changed";
    // The folder itself is as it was: what others know of it is still current.
    FolderChange rename;
    rename.name = "renamed";
    (void)service_.update(as(kAlice), folder, rename, start);
}

TEST_F(SubscriptionTest, AFolderCanBeMadeWithoutOne) {
    const auto made = service_.create(as(kAlice), {.parent = filesOf(kAlice),
                                                   .name = "quiet",
                                                   .module = {},
                                                   .grants = {},
                                                   .subscription = {.subscribed = false}});
    EXPECT_FALSE(of(kAlice, made.folder).subscribed);
}

TEST_F(SubscriptionTest, GoesWithTheFolderAndWithTheUser) {
    const auto folder = make(kAlice, filesOf(kAlice), "shared");
    share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}});
    want(kBob, folder, {.subscribed = false});
    const auto rows = [&] {
        auto found = connect()->queryText("SELECT COUNT(*) FROM folder_subscription");
        return found.next() ? found.integer(1) : -1;
    };
    EXPECT_EQ(rows(), 1);
    (void)service_.remove(as(kAlice), folder, true, {});
    EXPECT_EQ(rows(), 0);
    want(kBob, calendarOf(kBob), {.usedForSync = false});
    EXPECT_EQ(rows(), 1);
    bool done = false;
    while (!done) {
        database().write(kContext,
                         [&](dbpool::WriteTransaction& tx) { done = removeUserFolders(tx, kBob, kAdmin, contents_); });
    }
    EXPECT_EQ(rows(), 0);
}

TEST_F(SubscriptionTest, SharesAreTheOwnFoldersThatOthersSee) {
    const auto folder = make(kAlice, filesOf(kAlice), "shared");
    (void)make(kAlice, filesOf(kAlice), "kept");
    share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}});
    const auto namesOf = [&](UserId user) {
        Names names;
        for (const auto& entry : service_.shares(as(user), kInfostoreModule, {}).folders)
            names.push_back(entry.folder.name);
        return names;
    };
    EXPECT_EQ(namesOf(kAlice), Names{"shared"});
    EXPECT_EQ(namesOf(kBob), Names{});
    EXPECT_TRUE(service_.shares(as(kAlice), kCalendarModule, {}).folders.empty());
}

}  // namespace
}  // namespace groupware::folders
