#include "dbpool/routing/request_counters.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/eventually.h"
#include "tests/support/installation.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

using dbpool::Admission;
using dbpool::RequestCounters;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;

constexpr ContextId kContext{7};

/// Who finds the note 'old' is held up by a lock after having read it; who finds another text is not.
constexpr dbpool::AdmissionStatement kHeld{
    "note.admit.held",
    "n.text, IF(n.text = 'old', GET_LOCK('shared_admission', 60) + RELEASE_LOCK('shared_admission'), 0)",
    "LEFT JOIN note n ON n.cid = c.cid AND n.id = ?"};

class SharedAdmissionTest : public testing::Test {
protected:
    struct Answer {
        std::string text;
        std::int64_t seq = 0;
        RequestCounters counters;
    };

    static dbpool::RoutingLimits limits(std::chrono::milliseconds wait) {
        dbpool::RoutingLimits limits;
        limits.admissionWait = wait;
        limits.gateWait = 60s;  // no statement that is held up counts as unanswered
        return limits;
    }
    explicit SharedAdmissionTest(std::chrono::milliseconds wait = 60s)
        : installation_({.config = test::sharedServer().endpoint(),
                         .master = test::sharedServer().endpoint(),
                         .replica = std::nullopt},
                        test::sharedServer().createSchema("shared"), {notes::schema()}, limits(wait)),
          holder_(test::sharedServer().endpoint(), {}) {
        installation_.createContext(kContext);
        old_ = notes::put(database(), kContext, 1, "old");
    }

    dbpool::ContextDatabase& database() { return installation_.database(); }
    std::future<Answer> admit() {
        return std::async(std::launch::async, [this] {
            Answer answer;
            const dbpool::CountingScope scope(answer.counters);
            const Admission admission = database().admit(kContext, kHeld, {1});
            answer.text = admission.row.text(1);
            answer.seq = admission.state.seq.value;
            return answer;
        });
    }
    /// Begins an admission and returns when it has read the old state and is held up.
    std::future<Answer> admitAndHold() {
        EXPECT_TRUE(holder_.queryText("SELECT GET_LOCK('shared_admission', 0)").next());
        auto held = admit();
        EXPECT_TRUE(test::eventually(10s, [] {
            return test::sharedServer().value(
                       "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE = 'User "
                       "lock' AND INFO LIKE '%shared_admission%'") == "1";
        }));
        return held;
    }
    void release() { EXPECT_TRUE(holder_.queryText("SELECT RELEASE_LOCK('shared_admission')").next()); }
    void waitForShared(std::uint64_t count) {
        ASSERT_TRUE(test::eventually(10s, [&] { return database().admissions().shared == count; }));
    }

    test::Installation installation_;
    dbpool::Connection holder_;
    CommitToken old_;
};

TEST_F(SharedAdmissionTest, WhoComesDuringAnAdmissionSharesTheNextAndNeverTheOneThatWasSent) {
    auto first = admitAndHold();
    const CommitToken written = notes::put(database(), kContext, 1, "new");
    std::vector<std::future<Answer>> later;
    for (int i = 0; i < 3; ++i) later.push_back(admit());
    waitForShared(2);
    release();

    const Answer early = first.get();
    EXPECT_EQ(early.text, "old");
    EXPECT_EQ(early.seq, old_.seq.value);
    std::uint64_t statements = 0;
    std::uint64_t shared = 0;
    for (auto& future : later) {
        const Answer answer = future.get();
        EXPECT_EQ(answer.text, "new");
        EXPECT_EQ(answer.seq, written.seq.value);
        statements += answer.counters.statements;
        shared += answer.counters.sharedAdmissions;
        EXPECT_EQ(answer.counters.admissions + answer.counters.sharedAdmissions, 1U);
        EXPECT_EQ(answer.counters.statements, answer.counters.admissions);
    }
    EXPECT_EQ(statements, 1U);
    EXPECT_EQ(shared, 2U);
    EXPECT_EQ(database().admissions().asked, 4U);
}

TEST_F(SharedAdmissionTest, ARefusalReachesEverySharer) {
    auto first = admitAndHold();
    database().setState(kContext, dbpool::ContextState::Disabled, notes::changed(0));
    std::vector<std::future<Answer>> later;
    for (int i = 0; i < 3; ++i) later.push_back(admit());
    waitForShared(2);
    release();
    EXPECT_EQ(first.get().text, "old");
    for (auto& future : later) EXPECT_EQ(notes::codeOf([&] { static_cast<void>(future.get()); }), ErrorCode::Forbidden);
}

class ImpatientAdmissionTest : public SharedAdmissionTest {
protected:
    ImpatientAdmissionTest() : SharedAdmissionTest(1ms) {}
};

TEST_F(ImpatientAdmissionTest, AnAdmissionThatHangsHoldsUpNobodyElse) {
    auto hanging = admitAndHold();
    notes::put(database(), kContext, 1, "new");
    EXPECT_EQ(admit().get().text, "new");
    EXPECT_EQ(hanging.wait_for(0s), std::future_status::timeout);
    release();
    EXPECT_EQ(hanging.get().text, "old");
}

}  // namespace
