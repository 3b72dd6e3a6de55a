#include "dbpool/pool/pool.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/pool/no_waiting.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace dbpool {
namespace {

using namespace std::chrono_literals;

std::string idOf(Connection& connection) {
    auto rows = connection.queryText("SELECT CONNECTION_ID()");
    EXPECT_TRUE(rows.next());
    return rows.text(1);
}

std::optional<DbErrorKind> failure(const std::function<void()>& operation) {
    try {
        operation();
    } catch (const DbError& error) {
        return error.kind();
    }
    return std::nullopt;
}

class PoolTest : public testing::Test {
protected:
    static test::MariaDbServer& server() { return test::sharedServer(); }

    /// Waits until the server has closed that connection, too.
    static void kill(const std::string& id) {
        server().execute("KILL " + id);
        EXPECT_TRUE(test::eventually(10s, [&] {
            return server().value("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = " + id) == "0";
        }));
    }
};

TEST_F(PoolTest, AReturnedConnectionIsUsedAgain) {
    Pool pool(server().endpoint(), {}, {});
    const std::string first = idOf(*pool.acquire());
    EXPECT_EQ(idOf(*pool.acquire()), first);
    EXPECT_EQ(pool.counters().connects, 1U);
    EXPECT_EQ(pool.counters().open, 1);
    EXPECT_EQ(pool.counters().inUse, 0);
}

TEST_F(PoolTest, TheLimitHoldsAndTheWaitEnds) {
    Pool pool(server().endpoint(), {}, {.maxConnections = 2, .waitTimeout = 50ms});
    const auto first = pool.acquire();
    const auto second = pool.acquire();
    EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::Timeout);
    EXPECT_EQ(pool.counters().open, 2);
    EXPECT_EQ(pool.counters().inUse, 2);
    EXPECT_EQ(pool.counters().waits, 1U);
    EXPECT_EQ(pool.counters().waitTimeouts, 1U);
}

TEST_F(PoolTest, AWaitingThreadGetsWhatIsReturned) {
    Pool pool(server().endpoint(), {}, {.maxConnections = 1});
    std::optional<Lease> only = pool.acquire();
    const std::string id = idOf(**only);
    std::string seen;
    std::jthread waiting([&] { seen = idOf(*pool.acquire()); });
    EXPECT_TRUE(test::eventually(10s, [&] { return pool.counters().waits == 1; }));
    only.reset();
    waiting.join();
    EXPECT_EQ(seen, id);
}

TEST_F(PoolTest, AWaitingThreadConnectsInThePlaceOfABrokenConnection) {
    Pool pool(server().endpoint(), {}, {.maxConnections = 1});
    std::optional<Lease> only = pool.acquire();
    kill(idOf(**only));
    EXPECT_FALSE((*only)->alive());
    bool served = false;
    std::jthread waiting([&] { served = pool.acquire()->alive(); });
    EXPECT_TRUE(test::eventually(10s, [&] { return pool.counters().waits == 1; }));
    only.reset();
    waiting.join();
    EXPECT_TRUE(served);
    EXPECT_EQ(pool.counters().open, 1);
}

TEST_F(PoolTest, BrokenAndDiscardedConnectionsDoNotReturn) {
    Pool pool(server().endpoint(), {}, {});
    {
        auto lease = pool.acquire();
        kill(idOf(*lease));
        EXPECT_EQ(failure([&] { lease->command("COMMIT"); }), DbErrorKind::ConnectionLost);
    }
    EXPECT_EQ(pool.counters().open, 0);
    std::string id;
    {
        auto lease = pool.acquire();
        id = idOf(*lease);
        lease.discard();
    }
    EXPECT_EQ(pool.counters().open, 0);
    EXPECT_NE(idOf(*pool.acquire()), id);
}

TEST_F(PoolTest, AMovedLeaseReturnsOnce) {
    Pool pool(server().endpoint(), {}, {});
    auto first = pool.acquire();
    auto second = pool.acquire();
    first = std::move(second);
    EXPECT_EQ(pool.counters().inUse, 1);
    EXPECT_TRUE(first->alive());
    const Lease third = std::move(first);
    EXPECT_EQ(pool.counters().inUse, 1);
    EXPECT_EQ(pool.counters().open, 2);
}

TEST_F(PoolTest, AConnectionKilledWhileIdleIsReplaced) {
    Pool pool(server().endpoint(), {}, {.checkAfterIdle = 0ms});
    const std::string id = idOf(*pool.acquire());
    kill(id);
    auto lease = pool.acquire();
    EXPECT_NE(idOf(*lease), id);
    EXPECT_EQ(pool.counters().connects, 2U);
    EXPECT_EQ(pool.counters().open, 1);
}

TEST_F(PoolTest, AfterOneBrokenConnectionTheIdleOnesAreAsked) {
    Pool pool(server().endpoint(), {}, {.checkAfterIdle = 1h});
    {
        auto first = pool.acquire();
        auto second = pool.acquire();
        const auto third = pool.acquire();
        kill(idOf(*first));
        kill(idOf(*second));
        EXPECT_TRUE(third->alive());
        EXPECT_FALSE(first->alive());
    }  // the second one returns before the first: idle, dead and suspect
    for (int use = 0; use < 3; ++use) EXPECT_TRUE(pool.acquire()->alive());
}

TEST_F(PoolTest, OldConnectionsAreClosed) {
    Pool pool(server().endpoint(), {}, {.maxLifetime = 0ms});
    (void)pool.acquire();
    EXPECT_EQ(pool.counters().open, 0);
}

TEST_F(PoolTest, IdleConnectionsAreClosedByHousekeeping) {
    Pool busy(server().endpoint(), {}, {.maxIdle = 1h});
    Pool lazy(server().endpoint(), {}, {.maxIdle = 0ms});
    for (Pool* pool : {&busy, &lazy}) {
        (void)pool->acquire();
        EXPECT_EQ(pool->counters().open, 1);
        pool->closeIdle();
    }
    EXPECT_EQ(busy.counters().open, 1);
    EXPECT_EQ(lazy.counters().open, 0);
}

TEST_F(PoolTest, AWrongPasswordIsToldAsSuch) {
    auto endpoint = server().endpoint();
    endpoint.password = "wrong";
    Pool pool(endpoint, {}, {});
    EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::AccessDenied);
    EXPECT_EQ(pool.counters().connectFailures, 1U);
    EXPECT_EQ(pool.counters().open, 0);
}

TEST_F(PoolTest, TheBreakerOpensFailsAtOnceAndRecoversByAProbe) {
    test::MariaDbServer own;
    Pool pool(own.endpoint(), {}, {.breakerFailures = 3, .breakerProbe = 20ms});
    (void)pool.acquire();
    own.kill();
    // The idle connection is dead too; using it says ConnectionLost, and returning it leaves none.
    EXPECT_EQ(failure([&] { (void)pool.acquire()->queryText("SELECT 1"); }), DbErrorKind::ConnectionLost);
    for (int attempt = 0; attempt < 3; ++attempt) {
        EXPECT_TRUE(pool.available());
        EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::Unreachable);
    }
    EXPECT_FALSE(pool.available());

    const auto connectsSoFar = pool.counters().connectFailures;
    EXPECT_TRUE(test::eventually(10s, [&] {
        EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::Unreachable);
        return pool.counters().connectFailures > connectsSoFar;  // a probe
    }));
    EXPECT_FALSE(pool.available());

    own.restart();
    EXPECT_TRUE(test::eventually(10s, [&] { return !failure([&] { (void)pool.acquire(); }); }));
    EXPECT_TRUE(pool.available());
    EXPECT_EQ(pool.counters().inUse, 0);
}

TEST_F(PoolTest, WhoHoldsWhatOthersQueueForWaitsForNoConnection) {
    Pool pool(server().endpoint(), {}, {});
    {
        const NoWaiting outer;
        { const NoWaiting inner; }
        EXPECT_THROW((void)pool.acquire(), std::logic_error);
        std::jthread([&] { EXPECT_TRUE(pool.acquire()->alive()); }).join();  // another thread holds nothing
    }
    EXPECT_TRUE(pool.acquire()->alive());
}

TEST_F(PoolTest, AWaitForAConnectionEndsAtTheCallersDeadline) {
    Pool pool(server().endpoint(), {}, {.maxConnections = 1, .waitTimeout = 1h});
    const Lease only = pool.acquire();
    const auto deadline = std::chrono::steady_clock::now() + 100ms;
    EXPECT_EQ(failure([&] { (void)pool.acquire(Purpose::Read, deadline); }), DbErrorKind::Timeout);
}

TEST_F(PoolTest, AnOpenBreakerDoesNotTryToConnect) {
    auto endpoint = server().endpoint();
    endpoint.password = "wrong";
    Pool pool(endpoint, {}, {.breakerFailures = 1, .breakerProbe = 1h});
    EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::AccessDenied);
    for (int attempt = 0; attempt < 100; ++attempt) {
        EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::Unreachable);
    }
    EXPECT_EQ(pool.counters().connectFailures, 1U);
}

TEST_F(PoolTest, AConnectingThreadDoesNotHoldUpTheOthers) {
    test::MariaDbServer own;
    Pool pool(own.endpoint(), {.connectTimeout = 2s, .readTimeout = 2s}, {.maxConnections = 2});
    std::optional<Lease> idle = pool.acquire();
    own.suspend();
    std::jthread connecting([&] { EXPECT_EQ(failure([&] { (void)pool.acquire(); }), DbErrorKind::Unreachable); });
    EXPECT_TRUE(test::eventually(10s, [&] { return pool.counters().inUse == 2; }));
    idle.reset();
    { const auto again = pool.acquire(); }
    EXPECT_EQ(pool.counters().connectFailures, 0U) << "still connecting";
    connecting.join();
    own.resume();
}

TEST_F(PoolTest, AServerThatHangsCostsOneShortWaitAndIsUsedAgainAfterAProbe) {
    test::MariaDbServer own;
    Pool pool(own.endpoint(), {.connectTimeout = 1s, .readTimeout = 30s, .answerTimeout = 1s}, {.breakerProbe = 20ms});
    (void)pool.acquire();
    (void)pool.acquire(Purpose::Write);
    EXPECT_EQ(pool.counters().open, 2) << "those for writing wait longer: they are others";
    own.suspend();
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(failure([&] { (void)pool.acquire()->query("SELECT 1"); }), DbErrorKind::Timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
    EXPECT_FALSE(pool.available());
    EXPECT_EQ(pool.counters().open, 0) << "the idle ones hang likewise";
    EXPECT_FALSE(pool.probe());
    EXPECT_FALSE(pool.available());
    own.resume();
    EXPECT_TRUE(test::eventually(10s, [&] { return pool.probe(); }));
    EXPECT_TRUE(pool.available());
    EXPECT_TRUE(pool.acquire(Purpose::Write)->alive());
}

TEST_F(PoolTest, ASlowConnectCountsAsSilenceAndAProbeOfAFullPoolFindsOut) {
    test::MariaDbServer own;
    Pool pool(own.endpoint(), {.connectTimeout = 1s, .answerTimeout = 1s}, {.maxConnections = 1, .waitTimeout = 1h});
    std::optional<Lease> only = pool.acquire(Purpose::Write);
    EXPECT_TRUE(pool.probe()) << "on a connection of its own";
    EXPECT_EQ(pool.counters().connects, 1U);
    std::optional<DbErrorKind> waited;
    std::jthread waiting([&] { waited = failure([&] { (void)pool.acquire(); }); });
    EXPECT_TRUE(test::eventually(10s, [&] { return pool.counters().waits == 1; }));
    own.suspend();
    EXPECT_FALSE(pool.probe());
    EXPECT_FALSE(pool.available());
    waiting.join();
    EXPECT_EQ(waited, DbErrorKind::Unreachable) << "nobody waits for a place at a server that hangs";
    own.resume();
}

TEST_F(PoolTest, AnIdleConnectionOfTheOtherPurposeMakesRoom) {
    Pool pool(server().endpoint(), {}, {.maxConnections = 1, .waitTimeout = 50ms});
    (void)pool.acquire(Purpose::Read);
    EXPECT_TRUE(pool.acquire(Purpose::Write)->alive());
    EXPECT_EQ(pool.counters().open, 1);
    EXPECT_EQ(pool.counters().connects, 2U);
}

TEST_F(PoolTest, KeptConnectionsAreOpenedByHousekeepingAndStay) {
    Pool pool(server().endpoint(), {}, {.keptConnections = 2, .maxIdle = 0ms});
    pool.fill();
    EXPECT_EQ(pool.counters().open, 2);
    EXPECT_EQ(pool.counters().inUse, 0);
    {
        const auto first = pool.acquire();
        const auto second = pool.acquire();
        const auto third = pool.acquire();
    }
    EXPECT_EQ(pool.counters().connects, 3U);
    pool.closeIdle();
    EXPECT_EQ(pool.counters().open, 2);
}

TEST_F(PoolTest, ManyThreadsShareFewConnections) {
    constexpr int kThreads = 8;
    constexpr int kRounds = 200;
    Pool pool(server().endpoint(), {}, {.maxConnections = 3});
    std::atomic<int> right{0};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread) {
            threads.emplace_back([&, thread] {
                for (int round = 0; round < kRounds; ++round) {
                    auto lease = pool.acquire();
                    auto rows = lease->query("SELECT ? * 1000 + ?", {thread, round});
                    if (rows.next() && rows.integer(1) == thread * 1000 + round) ++right;
                }
            });
        }
    }
    EXPECT_EQ(right, kThreads * kRounds);
    EXPECT_LE(pool.counters().connects, 3U);
    EXPECT_EQ(pool.counters().inUse, 0);
}

TEST_F(PoolTest, GateResultsAreCounted) {
    Pool pool(server().endpoint(), {}, {});
    pool.countGate(true, false);
    pool.countGate(true, true);
    pool.countGate(true, true);
    pool.countGate(false, true);
    pool.countRead();
    pool.countWrite();
    const auto counters = pool.counters();
    EXPECT_EQ(counters.gatePassed, 1U);
    EXPECT_EQ(counters.gateWaited, 2U);
    EXPECT_EQ(counters.gateMissed, 1U);
    EXPECT_EQ(counters.reads, 1U);
    EXPECT_EQ(counters.writes, 1U);
}

}  // namespace
}  // namespace dbpool
