#include "tests/groupware/folders/folders_fixture.h"

#include <set>

namespace groupware::folders {
namespace {

class FolderUpdatesTest : public FolderTest {
protected:
    struct Seen {
        std::set<std::int64_t> changed;
        std::set<std::int64_t> removed;
        Seq seq;
    };
    Seen updates(UserId user, FolderId parent, Seq since) {
        const auto found = service_.updates(as(user), parent, since, {});
        Seen seen{.changed = {}, .removed = {}, .seq = found.seq};
        for (const auto& entry : found.changed) seen.changed.insert(entry.folder.id.value);
        for (const auto id : found.removed) seen.removed.insert(id.value);
        return seen;
    }
    /// Everything up to now is known.
    Seq now(UserId user, FolderId parent) { return updates(user, parent, Seq{}).seq; }

    /// A client that only asks for updates must know what a client that lists sees.
    void expectInStep(UserId user, FolderId parent, std::set<std::int64_t>& known, Seq& since) {
        const auto seen = updates(user, parent, since);
        for (const auto id : seen.removed) known.erase(id);
        known.insert(seen.changed.begin(), seen.changed.end());
        since = seen.seq;
        std::set<std::int64_t> listed;
        for (const auto& entry : service_.list(as(user), parent, {}).folders) listed.insert(entry.folder.id.value);
        EXPECT_EQ(known, listed) << "user " << user.value << " below " << parent.value;
        const auto again = updates(user, parent, since);
        EXPECT_TRUE(again.changed.empty() && again.removed.empty()) << "nothing changed, something reported";
    }
};

TEST_F(FolderUpdatesTest, ATimestampFromBeforeWhatIsRememberedIsRefused) {
    const auto files = filesOf(kAlice);
    const auto goes = make(kAlice, files, "goes");
    const auto seen = now(kAlice, files);
    service_.remove(as(kAlice), goes, true, {});
    const auto late = now(kAlice, files);
    connect()->execute("REPLACE INTO tombstone_floor (cid, seq) VALUES (?, ?)", {kContext.value, late.value});
    for (const auto parent : {files, kShared}) {  // a plain folder and a collecting one
        EXPECT_EQ(codeOf([&] { (void)updates(kAlice, parent, seen); }), ErrorCode::PreconditionFailed) << parent.value;
        EXPECT_NO_THROW((void)updates(kAlice, parent, late));
        EXPECT_NO_THROW((void)updates(kAlice, parent, Seq{})) << "who has seen nothing misses nothing";
    }
}

TEST_F(FolderUpdatesTest, NewChangedAndDeletedFoldersAreNamedOnce) {
    const auto files = filesOf(kAlice);
    const auto stays = make(kAlice, files, "stays");
    const auto goes = make(kAlice, files, "goes");
    const auto renamed = make(kAlice, files, "renamed");
    const auto since = now(kAlice, files);
    rename(kAlice, renamed, "other");
    service_.remove(as(kAlice), goes, true, {});
    const auto fresh = make(kAlice, files, "new");
    const auto seen = updates(kAlice, files, since);
    EXPECT_EQ(seen.changed, (std::set{renamed.value, fresh.value}));
    EXPECT_EQ(seen.removed, (std::set{goes.value}));
    EXPECT_FALSE(seen.changed.contains(stays.value));
    const auto next = updates(kAlice, files, seen.seq);
    EXPECT_TRUE(next.changed.empty());
    EXPECT_TRUE(next.removed.empty());
}

TEST_F(FolderUpdatesTest, TheSeqOfAChangeIsItsBoundary) {
    const auto files = filesOf(kAlice);
    const auto folder = make(kAlice, files, "a");
    const auto seq = rename(kAlice, folder, "b");
    EXPECT_EQ(updates(kAlice, files, Seq{seq.value - 1}).changed, (std::set{folder.value}));
    EXPECT_TRUE(updates(kAlice, files, seq).changed.empty());
}

TEST_F(FolderUpdatesTest, MovingAwayLooksLikeADeletionAndComingBackLikeAChange) {
    const auto from = make(kAlice, filesOf(kAlice), "from");
    const auto to = make(kAlice, filesOf(kAlice), "to");
    const auto moved = make(kAlice, from, "moved");
    const auto since = now(kAlice, from);
    move(kAlice, moved, to);
    EXPECT_EQ(updates(kAlice, from, since).removed, (std::set{moved.value}));
    EXPECT_EQ(updates(kAlice, to, since).changed, (std::set{moved.value}));
    move(kAlice, moved, from);
    const auto back = updates(kAlice, from, since);
    EXPECT_EQ(back.changed, (std::set{moved.value}));
    EXPECT_TRUE(back.removed.empty());
    EXPECT_EQ(updates(kAlice, to, since).removed, (std::set{moved.value}));
}

TEST_F(FolderUpdatesTest, TakingAPermissionAwayLooksLikeADeletion) {
    const auto parent = make(kAlice, filesOf(kAlice), "parent");
    share(kAlice, parent, {{Grantee::of(kBob), kViewerRights}});
    const auto child = make(kAlice, parent, "child");
    const auto since = now(kBob, parent);
    share(kAlice, child, {});
    EXPECT_EQ(updates(kBob, parent, since).removed, (std::set{child.value}));
    EXPECT_EQ(updates(kAlice, parent, since).changed, (std::set{child.value}));
    const auto later = now(kBob, parent);
    share(kAlice, child, {{Grantee::of(kSales), kViewerRights}});
    EXPECT_EQ(updates(kBob, parent, later).changed, (std::set{child.value}));
}

TEST_F(FolderUpdatesTest, ContentsDoNotChangeTheFolder) {
    const auto files = filesOf(kAlice);
    const auto folder = make(kAlice, files, "a");
    const auto since = now(kAlice, files);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        touchContent(tx, folder);
        tx.record(sync::change(sync::Kind::Document, sync::Verb::Changed, folder, 1));
    });
    EXPECT_TRUE(updates(kAlice, files, since).changed.empty());
}

TEST_F(FolderUpdatesTest, PrivateFoldersOfOthersAreNotAmongOnesOwn) {
    const auto since = now(kBob, kPrivate);
    const auto mine = make(kBob, kPrivate, "mine", "calendar");
    const auto shared = make(kAlice, kPrivate, "shared", "calendar");
    share(kAlice, shared, {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(updates(kBob, kPrivate, since).changed, (std::set{mine.value}));
    EXPECT_EQ(updates(kBob, kShared, since).changed, (std::set{shared.value}));
}

TEST_F(FolderUpdatesTest, AClientThatFollowsUpdatesSeesWhatAListingSees) {
    const std::vector<UserId> users{kAlice, kBob, kCarol};
    const std::vector<FolderId> parents{kPrivate,         kShared, kPublic,        kUserInfostore,
                                        kPublicInfostore, kRoot,   filesOf(kAlice)};
    struct State {
        std::set<std::int64_t> known;
        Seq since;
    };
    std::map<std::pair<UserId, FolderId>, State> states;
    const auto follow = [&] {
        for (const auto user : users) {
            for (const auto parent : parents) {
                if (!sees(user, parent)) continue;
                auto& state = states[{user, parent}];
                expectInStep(user, parent, state.known, state.since);
            }
        }
    };
    follow();
    const auto hidden = make(kAlice, filesOf(kAlice), "hidden");
    const auto inner = make(kAlice, hidden, "inner");
    follow();
    share(kAlice, inner, {{Grantee::of(kBob), kViewerRights}});
    follow();  // Bob sees it below "users' files"
    share(kAlice, hidden, {{Grantee::of(kSales), kViewerRights}});
    follow();  // now below "hidden", which is there itself
    share(kAlice, hidden, {});
    follow();  // and back
    const auto calendar = make(kAlice, calendarOf(kAlice), "trips");
    share(kAlice, calendar, {{Grantee::of(kAllUsers), kViewerRights}});
    follow();
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kCarol), kViewerRights}});
    follow();
    service_.remove(as(kAlice), calendar, false, {});
    follow();
    const auto open = make(kBob, kPublicInfostore, "open");
    share(kBob, open, {{Grantee::of(kAllUsers), kAuthorRights}});
    const auto within = make(kCarol, open, "within");
    follow();
    share(kBob, open, {{Grantee::of(kAlice), kViewerRights}});
    follow();  // Carol's folder is below a hidden one
    service_.remove(as(kAlice), hidden, false, {});
    follow();  // takes Bob's sight of "inner"
    move(kCarol, within, filesOf(kCarol));
    follow();
    service_.remove(as(kCarol), within, true, {});
    follow();
}

}  // namespace
}  // namespace groupware::folders
