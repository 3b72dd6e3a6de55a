#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "dbpool/routing/request_counters.h"
#include "groupware/base/crypto.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/data_template.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace {

using namespace std::chrono_literals;

using dbpool::ConfigTransaction;
using dbpool::ConfigWriteStatement;
using dbpool::RequestCounters;
using dbpool::ServerCounters;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::Freshness;

constexpr ContextId kContext{7};
constexpr std::int64_t kFirst = 6;  // as Installation registers it
constexpr std::int64_t kSecond = 7;

constexpr ConfigWriteStatement kAdd{"test.database",
                                    "INSERT INTO db_pool (db_pool_id, cluster_id, name, url, login, password, max)"
                                    " VALUES (?, ?, 'second', ?, ?, ?, 20)"};
constexpr ConfigWriteStatement kRank{"test.rank", "UPDATE db_pool SET weight = ?, site = ? WHERE db_pool_id = ?"};

dbpool::RoutingLimits limitsOf(std::chrono::milliseconds probe) {
    dbpool::RoutingLimits limits;
    limits.gateProbe = probe;
    limits.site = "west";
    return limits;
}

/// A master with two replicas, read by a process of the site "west".
class TwoReplicasTest : public test::ReplicatedTest {
public:
    ~TwoReplicasTest() override { second_.resume(); }

protected:
    explicit TwoReplicasTest(std::chrono::milliseconds probe = 20ms)
        : ReplicatedTest({notes::schema()}, limitsOf(probe)), second_({"--server-id=3", "--read-only=ON"}) {
        second_.execute(
            "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(servers().master().port()) +
            ", MASTER_USER='" + std::string(test::kReplicationUser) + "', MASTER_PASSWORD='" +
            std::string(test::kReplicationPassword) + "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1");
        second_.execute("START SLAVE");
        createContext(kContext);
        old_ = notes::put(database(), kContext, 1, "old");
        waitForBoth();
        const dbpool::Endpoint endpoint = second_.endpoint();
        config().write([&](ConfigTransaction& tx) {
            const std::string url =
                dbpool::configdb::DatabaseUrl{.host = endpoint.host, .port = endpoint.port, .schema = {}}.text();
            tx.execute(kAdd,
                       {kSecond, installation().location().cluster, url, endpoint.user,
                        dbpool::Blob{groupware::crypto::seal(test::Installation::clusterKey(),
                                                             dbpool::configdb::kPasswordPurpose, endpoint.password)}});
        });
        database().refresh();
    }

    void rank(std::int64_t database, std::int64_t weight, const std::string& site) {
        config().write([&](ConfigTransaction& tx) { tx.execute(kRank, {weight, site, database}); });
        this->database().refresh();
    }
    void waitForBoth() {
        servers().waitForReplica();
        const std::string position = servers().master().value("SELECT @@gtid_binlog_pos");
        ASSERT_EQ(second_.value("SELECT MASTER_GTID_WAIT('" + position + "', 20)"), "0");
    }
    ServerCounters countersOf(std::int64_t server) {
        for (const dbpool::ServerStatus& status : installation().clusters().status())
            if (status.id.value == server) return status.counters;
        ADD_FAILURE() << "no server " << server;
        return {};
    }
    /// By a snapshot, or without one.
    std::string text(const Freshness& freshness, bool snapshot) {
        const auto read = [](dbpool::ReadSession& session) {
            dbpool::Rows rows = session.query(notes::kText, {1});
            return rows.next() ? rows.text(1) : "";
        };
        if (!snapshot) return database().read(kContext, freshness, read);
        auto session = database().read(kContext, freshness);
        return read(session);
    }
    std::string text(const Freshness& freshness) { return text(freshness, ++reads_ % 2 == 0); }
    RequestCounters countersOfRead(const Freshness& freshness, const std::string& expected) {
        RequestCounters counters;
        const dbpool::CountingScope scope(counters);
        EXPECT_EQ(text(freshness), expected);
        return counters;
    }

    test::MariaDbServer second_;
    CommitToken old_;

private:
    int reads_ = 0;
};

TEST_F(TwoReplicasTest, ReadsNeverGoBackWhicheverReplicaIsAsked) {
    second_.execute("STOP SLAVE SQL_THREAD");
    const CommitToken written = notes::put(database(), kContext, 1, "new");
    servers().waitForReplica();
    const auto fresh = Freshness::atLeast(written);
    EXPECT_TRUE(test::eventually(30s, [&] {  // random order: until the one behind has been asked in vain many times
        for (int i = 0; i < 20; ++i) EXPECT_EQ(text(fresh), "new");
        return countersOf(kSecond).gateMissed >= 10;
    }));
    EXPECT_GT(countersOf(kFirst).reads, 20U);
    EXPECT_EQ(countersOf(kSecond).reads, 0U);

    servers().replica().kill();  // the one that has proved the state so many times
    for (int i = 0; i < 20; ++i) EXPECT_EQ(text(fresh), "new");
    EXPECT_EQ(countersOf(kSecond).reads, 0U);

    second_.execute("START SLAVE SQL_THREAD");
    EXPECT_TRUE(test::eventually(30s, [&] {
        EXPECT_EQ(text(fresh), "new");
        return countersOf(kSecond).reads > 0;
    }));
}

TEST_F(TwoReplicasTest, AReplicaWithADelayIsAskedButNeverBelieved) {
    second_.execute("STOP SLAVE");
    second_.execute("CHANGE MASTER TO MASTER_DELAY=1");
    second_.execute("START SLAVE");
    for (int round = 0; round < 5; ++round) {
        const std::string now = "round " + std::to_string(round);
        const auto fresh = Freshness::atLeast(notes::put(database(), kContext, 1, now));
        for (int i = 0; i < 20; ++i) EXPECT_EQ(text(fresh), now);
    }
    EXPECT_GT(countersOf(kSecond).gateMissed, 0U);
}

TEST_F(TwoReplicasTest, AnEmptyAnswerOfAReplicaThatIsBehindIsNone) {
    servers().stopReplicaSql();
    second_.execute("STOP SLAVE SQL_THREAD");
    const auto fresh = Freshness::atLeast(notes::put(database(), kContext, 2, "young"));
    constexpr dbpool::ReadStatement kSecondNote{"note.second", "SELECT text FROM note WHERE cid = ? AND id = 2"};
    EXPECT_EQ(database().read(kContext, fresh,
                              [&](dbpool::ReadSession& session) { return session.query(kSecondNote).count(); }),
              1U);
}

TEST_F(TwoReplicasTest, ReadsAreSharedByWeight) {
    rank(kFirst, 25, "");
    rank(kSecond, 75, "");
    constexpr std::uint64_t kReads = 400;
    for (std::uint64_t i = 0; i < kReads; ++i) EXPECT_EQ(text(Freshness::atLeast(old_)), "old");
    EXPECT_EQ(countersOf(kFirst).reads + countersOf(kSecond).reads, kReads);
    EXPECT_NEAR(static_cast<double>(countersOf(kFirst).reads), 100, 40);
}

TEST_F(TwoReplicasTest, TheOwnSiteIsReadAsLongAsItIsFresh) {
    rank(kFirst, 100, "east");
    rank(kSecond, 1, "west");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(text(Freshness::atLeast(old_)), "old");
    EXPECT_EQ(countersOf(kSecond).reads, 20U);
    second_.execute("STOP SLAVE SQL_THREAD");
    const CommitToken written = notes::put(database(), kContext, 1, "new");
    servers().waitForReplica();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(text(Freshness::atLeast(written)), "new");
    EXPECT_EQ(countersOf(kFirst).reads, 20U);
}

TEST_F(TwoReplicasTest, AReplicaWithoutWeightAnswersOnlyWhenNobodyElseCan) {
    rank(kSecond, 0, "west");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(text(Freshness::atLeast(old_)), "old");
    servers().replica().kill();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(text(Freshness::atLeast(old_)), "old");  // by the master
    EXPECT_EQ(countersOf(kSecond).reads, 0U);
    servers().master().kill();
    EXPECT_EQ(text(Freshness::atLeast(old_)), "old");
    EXPECT_GT(countersOf(kSecond).reads, 0U);
}

class SlowProbeTest : public TwoReplicasTest {
protected:
    static constexpr auto kProbe = 400ms;
    SlowProbeTest() : TwoReplicasTest(kProbe) {
        rank(kFirst, 0, "");
        second_.execute("STOP SLAVE SQL_THREAD");
        fresh_ = Freshness::atLeast(notes::put(database(), kContext, 1, "new"));
        for (int i = 0; i < 3; ++i) EXPECT_EQ(countersOfRead(fresh_, "new").gateMisses, 1U);
    }
    /// Returns after the read that was the next probe.
    void waitForProbe() {
        ASSERT_TRUE(test::eventually(10s, [&] { return countersOfRead(fresh_, "new").gateMisses == 1; }));
    }

    Freshness fresh_ = Freshness::strict();
};

TEST_F(SlowProbeTest, AProbeThatWaitsInVainLeavesTheReplicaAlone) {
    EXPECT_EQ(countersOfRead(fresh_, "new").gateMisses, 0U);
    for (int probe = 0; probe < 3; ++probe) {
        waitForProbe();
        const auto start = std::chrono::steady_clock::now();
        int misses = 0;
        for (int i = 0; i < 10; ++i) misses += static_cast<int>(countersOfRead(fresh_, "new").gateMisses);
        EXPECT_LE(misses, 1 + (std::chrono::steady_clock::now() - start) / kProbe);
    }
    EXPECT_EQ(countersOf(kSecond).reads, 0U);
}

TEST_F(SlowProbeTest, AProbeWithoutAnAnswerLeavesTheReplicaAlone) {
    second_.suspend();
    EXPECT_TRUE(test::eventually(20s, [&] {  // the probe finds out
        EXPECT_EQ(countersOfRead(fresh_, "new").replicaReads, 0U);
        for (const auto& status : installation().clusters().status())
            if (status.id.value == kSecond) return !status.available;
        return false;
    }));
    second_.resume();
    EXPECT_TRUE(test::eventually(20s, [&] {
        database().refresh();  // what the housekeeper does: it answers again, and is as far behind as before
        for (const auto& status : installation().clusters().status())
            if (status.id.value == kSecond) return status.available;
        return false;
    }));
    int misses = 0;
    for (int i = 0; i < 3; ++i) misses += static_cast<int>(countersOfRead(fresh_, "new").gateMisses);
    EXPECT_LE(misses, 1) << "one read tries it, the others leave it alone";
    EXPECT_EQ(countersOf(kSecond).reads, 0U);
}

}  // namespace
