#include "dbpool/routing/shared_runs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

using dbpool::SharedRuns;

/// A state that runs read; the first run reads it and is then held.
class SharedRunsTest : public testing::Test {
protected:
    std::future<int> ask(SharedRuns<int>& runs, const std::string& key = "k") {
        return std::async(std::launch::async, [this, &runs, key] {
            return runs.get(key, [this] {
                const int seen = state_;
                if (begun_.fetch_add(1) == 0) release_.get_future().wait();
                if (seen < 0) throw std::runtime_error("refused");
                return seen;
            });
        });
    }
    template <class Condition>
    static void waitUntil(const Condition& condition) {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!condition()) {
            ASSERT_LT(std::chrono::steady_clock::now(), deadline);
            std::this_thread::yield();
        }
    }
    void waitForRuns(int count) {
        waitUntil([&] { return begun_ == count; });
    }
    static void waitForShared(const SharedRuns<int>& runs, std::uint64_t count) {
        waitUntil([&] { return runs.counters().shared == count; });
    }

    std::atomic<int> state_{1};
    std::atomic<int> begun_{0};
    std::promise<void> release_;
};

TEST_F(SharedRunsTest, WhoComesDuringARunSharesTheNextOneAndSeesWhatItMissed) {
    SharedRuns<int> runs(60s);
    auto first = ask(runs);
    waitForRuns(1);
    state_ = 2;
    std::vector<std::future<int>> later;
    for (int i = 0; i < 3; ++i) later.push_back(ask(runs));
    waitForShared(runs, 2);
    release_.set_value();
    EXPECT_EQ(first.get(), 1);
    for (auto& answer : later) EXPECT_EQ(answer.get(), 2);
    EXPECT_EQ(begun_, 2);
    EXPECT_EQ(runs.counters().asked, 4U);
}

TEST_F(SharedRunsTest, AnErrorReachesEverySharer) {
    SharedRuns<int> runs(60s);
    auto first = ask(runs);
    waitForRuns(1);
    state_ = -1;
    std::vector<std::future<int>> later;
    for (int i = 0; i < 3; ++i) later.push_back(ask(runs));
    waitForShared(runs, 2);
    release_.set_value();
    EXPECT_EQ(first.get(), 1);
    for (auto& answer : later) EXPECT_THROW(answer.get(), std::runtime_error);
    state_ = 3;
    EXPECT_EQ(ask(runs).get(), 3) << "an error is not kept";
}

TEST_F(SharedRunsTest, ARunThatHangsHoldsUpNobodyElse) {
    SharedRuns<int> runs(1ms);
    auto hanging = ask(runs);
    waitForRuns(1);
    EXPECT_EQ(ask(runs).get(), 1);
    EXPECT_EQ(ask(runs).get(), 1);
    EXPECT_EQ(begun_, 3);
    release_.set_value();
    EXPECT_EQ(hanging.get(), 1);
}

TEST_F(SharedRunsTest, WhoSharesARunThatOthersGaveUpWaitingForGetsItsAnswer) {
    SharedRuns<int> runs(300ms);
    auto first = ask(runs);
    waitForRuns(1);
    std::promise<void> begun;
    std::promise<void> goOn;
    auto slow = std::async(std::launch::async, [&] {
        return runs.get("k", [&] {
            begun.set_value();
            goOn.get_future().wait();
            return 7;
        });
    });
    waitUntil([&] { return runs.counters().asked == 2; });
    auto sharer = ask(runs);
    waitForShared(runs, 1);
    release_.set_value();
    EXPECT_EQ(first.get(), 1);
    begun.get_future().wait();
    EXPECT_EQ(ask(runs).get(), 1) << "by a run of its own, which takes the place of the slow one";
    goOn.set_value();
    EXPECT_EQ(slow.get(), 7);
    EXPECT_EQ(sharer.get(), 7);
}

TEST_F(SharedRunsTest, OtherQuestionsAreNotShared) {
    SharedRuns<int> runs(60s);
    auto first = ask(runs, "k");
    waitForRuns(1);
    EXPECT_EQ(ask(runs, "other").get(), 1);
    EXPECT_EQ(begun_, 2);
    EXPECT_EQ(runs.counters().shared, 0U);
    release_.set_value();
    EXPECT_EQ(first.get(), 1);
}

TEST_F(SharedRunsTest, ManyCallersAllGetAnAnswerThatIsNotOlderThanTheirQuestion) {
    SharedRuns<int> runs(60s);
    std::atomic<int> clock{0};
    std::vector<std::future<void>> callers;
    for (int caller = 0; caller < 8; ++caller) {
        callers.push_back(std::async(std::launch::async, [&] {
            for (int call = 0; call < 2'000; ++call) {
                const int before = ++clock;
                ASSERT_GE(runs.get("k", [&] { return clock.load(); }), before);
            }
        }));
    }
    for (auto& caller : callers) caller.get();
    EXPECT_EQ(runs.counters().asked, 16'000U);
}

}  // namespace
