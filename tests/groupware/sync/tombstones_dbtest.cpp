#include "groupware/sync/tombstones.h"

#include "groupware/sync/schema.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::sync {
namespace {

class TombstonesTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr FolderId kFolder{30};
    static constexpr FolderId kOtherFolder{31};

    TombstonesTest() : DatabaseTest({kSchema}), created_(createContext(kContext)) {}

    CommitToken bury(FolderId folder, const std::vector<std::int64_t>& objects, const std::string& name = "a.ics") {
        return database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            for (const std::int64_t object : objects) {
                Tombstones(tx).add(Kind::Document, folder, object, name);
                tx.record(change(Kind::Document, Verb::Removed, folder, object));
            }
        });
    }
    std::vector<std::int64_t> since(FolderId folder, Seq seq, Kind kind = Kind::Document) {
        auto session = database().read(kContext, Freshness::strict());
        std::vector<std::int64_t> objects;
        for (const Tombstone& tombstone : Tombstones(session).since(kind, folder, seq))
            objects.push_back(tombstone.object);
        return objects;
    }

    CommitToken created_;
};

TEST_F(TombstonesTest, ReportsWhatLeftAFolderAfterASeqOldestFirst) {
    const CommitToken first = bury(kFolder, {9, 5});
    const CommitToken second = bury(kFolder, {1});
    bury(kOtherFolder, {2});
    EXPECT_EQ(since(kFolder, created_.seq), (std::vector<std::int64_t>{5, 9, 1}));
    EXPECT_EQ(since(kFolder, first.seq), (std::vector<std::int64_t>{1}));
    EXPECT_TRUE(since(kFolder, second.seq).empty());
    EXPECT_TRUE(since(kFolder, created_.seq, Kind::Folder).empty());
}

TEST_F(TombstonesTest, AnObjectThatLeavesTwiceHasItsLatestTombstoneOnly) {
    const CommitToken first = bury(kFolder, {5}, "old.ics");
    const CommitToken second = bury(kFolder, {5}, "new.ics");
    auto session = database().read(kContext, Freshness::strict());
    const std::vector<Tombstone> found = Tombstones(session).since(Kind::Document, kFolder, created_.seq);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "new.ics");
    EXPECT_EQ(found[0].seq, second.seq);
    EXPECT_GT(second.seq, first.seq);
}

TEST_F(TombstonesTest, ANameThatIsTooLongIsCutAtACharacter) {
    std::string name;
    for (int i = 0; i < 800; ++i) name += "ä";
    bury(kFolder, {5}, name);
    auto session = database().read(kContext, Freshness::strict());
    const std::vector<Tombstone> found = Tombstones(session).since(Kind::Document, kFolder, created_.seq);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, name.substr(0, 2 * kMaxTombstoneName));
}

TEST_F(TombstonesTest, OldOnesAreRemovedInBatchesAndTheFloorTellsWhoMayHaveMissedThem) {
    constexpr auto kKeep = std::chrono::hours(24 * 400);
    constexpr std::int64_t kOldObjects = 501;
    std::vector<std::int64_t> old;
    for (std::int64_t object = 1; object <= kOldObjects; ++object) old.push_back(object);
    const CommitToken buried = bury(kFolder, old);
    bury(kFolder, {1000});
    EXPECT_EQ(removeOldTombstones(database(), kContext, kKeep), 0);
    {
        auto session = database().read(kContext, Freshness::strict());
        EXPECT_EQ(Tombstones(session).floor(), Seq{0});
        EXPECT_FALSE(Tombstones(session).expired(Seq{1}));
    }

    const std::int64_t age = std::chrono::milliseconds(kKeep + std::chrono::hours(25)).count();
    connect()->execute("UPDATE tombstone SET seq = seq - ? WHERE cid = ? AND seq = ?",
                       {age, kContext.value, buried.seq.value});
    const Seq thatLongAgo{buried.seq.value - age};
    EXPECT_EQ(removeOldTombstones(database(), kContext, kKeep), kOldObjects);
    EXPECT_EQ(since(kFolder, Seq{0}), (std::vector<std::int64_t>{1000}));
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_TRUE(Tombstones(session).expired(Seq{thatLongAgo.value - 1})) << "it was not told of the 501";
    EXPECT_FALSE(Tombstones(session).expired(created_.seq));
    EXPECT_EQ(removeOldTombstones(database(), kContext, kKeep), 0);
}

TEST_F(TombstonesTest, OldOnesWaitUntilThereIsADaysWorth) {
    constexpr auto kKeep = std::chrono::hours(24);
    const CommitToken buried = bury(kFolder, {1});
    const std::int64_t age = std::chrono::milliseconds(kKeep + std::chrono::hours(23)).count();
    connect()->execute("UPDATE tombstone SET seq = seq - ? WHERE cid = ?", {age, kContext.value});
    EXPECT_EQ(removeOldTombstones(database(), kContext, kKeep), 0);
    EXPECT_EQ(database().read(kContext, Freshness::strict()).seq(), buried.seq) << "nothing was written";
}

TEST_F(TombstonesTest, ARolledBackRemovalLeavesNone) {
    EXPECT_THROW(database().write(kContext,
                                  [&](dbpool::WriteTransaction& tx) {
                                      Tombstones(tx).add(Kind::Document, kFolder, 5, "a");
                                      tx.record(change(Kind::Document, Verb::Removed, kFolder, 5));
                                      throw std::runtime_error("the caller fails");
                                  }),
                 std::runtime_error);
    EXPECT_TRUE(since(kFolder, created_.seq).empty());
}

}  // namespace
}  // namespace groupware::sync
