#include "groupware/push/change_feed.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/push/store/change_reader.h"
#include "groupware/sync/schema.h"
#include "groupware/sync/tombstones.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::push {
namespace {

class ChangeFeedTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};
    static constexpr UserId kAnna{3};

    ChangeFeedTest() : DatabaseTest({sync::kSchema}) {
        for (const ContextId context : {kContext, kOther}) {
            createContext(context, [](dbpool::WriteTransaction& tx) {
                tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
            });
        }
    }

    Seq change(sync::Kind kind, std::int64_t folder, std::int64_t object, ContextId context = kContext) {
        return database()
            .write(context,
                   [&](dbpool::WriteTransaction& tx) {
                       sync::addTombstone(tx, kind, FolderId{folder}, object,
                                          "");  // a transaction that changes nothing is none
                       tx.record(sync::change(kind, sync::Verb::Changed, FolderId{folder}, object));
                   })
            .seq;
    }
    Seq now(ContextId context = kContext) { return database().read(context, Freshness::strict()).seq(); }
    Changes since(Seq seq, std::size_t limit = 100) {
        auto session = database().read(kContext, Freshness::strict());
        return ChangeReader(session).since(seq, limit);
    }
    [[nodiscard]] Interest interest(Seq since, std::vector<FolderId> folders = {{20}, {30}}) const {
        return {.context = kContext, .user = kAnna, .session = "s", .since = since, .folders = std::move(folders)};
    }

    ChangeFeed feed_{database(), {.perSession = 3, .perContext = 4, .perNode = 5, .changesAtOnce = 100}};
};

TEST_F(ChangeFeedTest, RecordsComeInOrderAndAGapShows) {
    const Seq begin = now();
    EXPECT_TRUE(since(begin).complete);
    EXPECT_TRUE(since(begin).records.empty());
    const Seq first = change(sync::Kind::Document, 20, 1);
    const Seq second = change(sync::Kind::Document, 30, 2);
    const auto changes = since(begin);
    ASSERT_EQ(changes.records.size(), 2U);
    EXPECT_TRUE(changes.complete);
    EXPECT_EQ(changes.records[0].seq, first);
    EXPECT_EQ(changes.records[1].folder, FolderId{30});
    EXPECT_TRUE(since(first).complete);
    EXPECT_EQ(since(second).records.size(), 0U);
    EXPECT_FALSE(since(begin, 1).complete);
    EXPECT_EQ(since(begin, 1).records.size(), 1U);
    connect()->command("DELETE FROM ctx_change WHERE cid = 7 AND seq <= " + std::to_string(first.value));
    EXPECT_FALSE(since(begin).complete);
    EXPECT_TRUE(since(first).complete);
}

TEST_F(ChangeFeedTest, WakesThoseWhomAChangeConcerns) {
    const Seq begin = now();
    const auto here = feed_.wait(interest(begin, {{20}}));
    const auto elsewhere = feed_.wait(interest(begin, {{30}}));
    feed_.poll();
    EXPECT_FALSE(here->isDue());
    change(sync::Kind::Document, 20, 1);
    feed_.poll();
    EXPECT_TRUE(here->isDue());
    EXPECT_FALSE(elsewhere->isDue());
    change(sync::Kind::Document, 30, 1, kOther);  // another context's folder 30
    feed_.poll();
    EXPECT_FALSE(elsewhere->isDue());
    change(sync::Kind::Document, 30, 2);
    feed_.poll();
    EXPECT_TRUE(elsewhere->isDue());
}

TEST_F(ChangeFeedTest, WhatDecidesAboutRightsAndSessionsWakesToo) {
    const auto wakes = [&](sync::Kind kind, std::int64_t object) {
        const auto waiter = feed_.wait(interest(now()));
        change(kind, 99, object);
        feed_.poll();
        return waiter->isDue();
    };
    EXPECT_TRUE(wakes(sync::Kind::Folder, 50));
    EXPECT_TRUE(wakes(sync::Kind::Group, 1));
    EXPECT_TRUE(wakes(sync::Kind::Session, kAnna.value));
    EXPECT_FALSE(wakes(sync::Kind::Session, 4));
    EXPECT_TRUE(wakes(sync::Kind::User, kAnna.value));
    EXPECT_FALSE(wakes(sync::Kind::User, 4));
    EXPECT_FALSE(wakes(sync::Kind::Document, kAnna.value));
}

TEST_F(ChangeFeedTest, WhoKnowsLessThanWasSeenAlreadyMissesNothing) {
    const Seq begin = now();
    const auto first = feed_.wait(interest(begin, {{30}}));
    change(sync::Kind::Document, 20, 1);
    feed_.poll();  // seen, and of no concern to anybody
    EXPECT_FALSE(first->isDue());
    const auto second = feed_.wait(interest(begin, {{20}}));
    feed_.poll();
    EXPECT_TRUE(second->isDue());
    EXPECT_FALSE(first->isDue());
}

TEST_F(ChangeFeedTest, LostRecordsWakeEverybody) {
    const auto waiter = feed_.wait(interest(now(), {{20}}));
    const Seq lost = change(sync::Kind::Document, 20, 1);
    change(sync::Kind::Document, 30, 1);
    connect()->command("DELETE FROM ctx_change WHERE cid = 7 AND seq = " + std::to_string(lost.value));
    feed_.poll();
    EXPECT_TRUE(waiter->isDue());
}

TEST_F(ChangeFeedTest, AContextCostsOneStatementHoweverManyWait) {
    std::vector<std::shared_ptr<Waiter>> waiters;
    for (int i = 0; i < 3; ++i) waiters.push_back(feed_.wait(interest(now())));
    feed_.poll();
    const auto statements = [&] {
        dbpool::RequestCounters counters;
        const dbpool::CountingScope counting(counters);
        feed_.poll();
        return counters.statements;
    };
    EXPECT_EQ(statements(), 1);
    change(sync::Kind::Document, 20, 1);
    EXPECT_EQ(statements(), 1);
    waiters.clear();
    EXPECT_EQ(statements(), 0);
    EXPECT_EQ(feed_.waiting(), 0U);
}

TEST_F(ChangeFeedTest, LimitsHoldUntilSomebodyLeaves) {
    const auto refused = [&](const Interest& wanted) {
        return ::test::codeOf([&] { (void)feed_.wait(wanted); }) == ErrorCode::TooManyRequests;
    };
    std::vector<std::shared_ptr<Waiter>> waiters;
    for (int i = 0; i < 3; ++i) waiters.push_back(feed_.wait(interest(now())));
    EXPECT_TRUE(refused(interest(now())));
    Interest other = interest(now());
    other.session = "t";
    waiters.push_back(feed_.wait(other));
    EXPECT_TRUE(refused(other));  // of the context
    Interest foreign = interest(now(kOther));
    foreign.context = kOther;
    waiters.push_back(feed_.wait(foreign));
    EXPECT_TRUE(refused(foreign));  // of the node
    waiters.clear();
    EXPECT_NO_THROW(waiters.push_back(feed_.wait(other)));
}

}  // namespace
}  // namespace groupware::push
