#include "dbpool/routing/request_counters.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

namespace {

using namespace std::chrono_literals;
using groupware::ContextId;
using groupware::ErrorCode;

constexpr ContextId kContext{7};

dbpool::RoutingLimits nineSeconds() {
    dbpool::RoutingLimits limits;
    limits.writeWait = 9s;
    return limits;
}

/// What a request is told that asks for a master before it does anything.
class RequireMasterTest : public test::ReplicatedTest {
protected:
    RequireMasterTest() : ReplicatedTest({notes::schema()}, nineSeconds()) { createContext(kContext); }

    /// @return the refusal's code; nothing if there is a master
    std::optional<ErrorCode> refusal() {
        const dbpool::CountingScope scope(counters_);
        try {
            database().requireMaster(kContext);
            return std::nullopt;
        } catch (const groupware::Error& error) {
            return error.code();
        }
    }
    bool eventuallyRefused() {
        return test::eventually(20s, [this] { return refusal().has_value(); });
    }

    dbpool::RequestCounters counters_;
};

TEST_F(RequireMasterTest, WithAMasterNothingHappensAndNoServerIsAsked) {
    EXPECT_EQ(refusal(), std::nullopt);
    EXPECT_FALSE(counters_.masterWait.has_value());
    EXPECT_EQ(counters_.statements, 0U);
}

TEST_F(RequireMasterTest, WithoutOneTheRequestMayWaitUntilThereIsAnother) {
    servers().master().kill();
    ASSERT_TRUE(eventuallyRefused());
    EXPECT_EQ(refusal(), ErrorCode::Unavailable);
    ASSERT_TRUE(counters_.mayWaitForMaster());
    EXPECT_EQ(counters_.masterWait->atMost, 9s);
    EXPECT_FALSE(counters_.masterWait->over());
    EXPECT_EQ(counters_.statements, 0U);

    servers().promoteReplica();
    EXPECT_TRUE(test::eventually(20s, [this] { return counters_.masterWait->over(); }));
    counters_ = {};
    EXPECT_EQ(refusal(), std::nullopt);
}

TEST_F(RequireMasterTest, WhoReadWithoutTheMasterRunsAnewThoughItIsBack) {
    counters_.unprovenReads = 1;
    EXPECT_EQ(refusal(), ErrorCode::Unavailable) << "what it read may be old";
    ASSERT_TRUE(counters_.mayWaitForMaster());
    EXPECT_TRUE(counters_.masterWait->over());
}

TEST_F(RequireMasterTest, WhoIsNotCountedIsRefusedAllTheSame) {
    EXPECT_NO_THROW(database().requireMaster(kContext));
    servers().master().kill();
    ASSERT_TRUE(eventuallyRefused());
    EXPECT_THROW(database().requireMaster(kContext), groupware::Error);
}

TEST_F(RequireMasterTest, AContextThatDoesNotExistIsNotFound) {
    EXPECT_EQ(notes::codeOf([this] { database().requireMaster(ContextId{4711}); }), ErrorCode::NotFound);
}

}  // namespace
