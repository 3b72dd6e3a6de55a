#include "dbpool/routing/housekeeper.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <vector>

namespace {

using namespace std::chrono_literals;

using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr ContextId kContext{7};
constexpr dbpool::AdmissionStatement kAdmit{"note.admit", "1", ""};

dbpool::RoutingLimits quickLimits() {
    dbpool::RoutingLimits limits;
    limits.writeWait = 1s;
    return limits;
}

/// Servers that stop answering without closing anything, as a machine does that hangs. Bounds of time are those of the
/// default options: two seconds for an answer.
class HangTest : public test::ReplicatedTest {
public:
    ~HangTest() override {
        servers().master().resume();
        servers().replica().resume();
    }

protected:
    static constexpr int kRequests = 8;
    static constexpr auto kAtOnce = 500ms;

    HangTest() : ReplicatedTest({notes::schema()}, quickLimits()) {
        createContext(kContext);
        token_ = notes::put(database(), kContext, 1, "last");
        servers().waitForReplica();
    }

    static std::chrono::milliseconds duration(const std::function<void()>& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    }
    /// As many requests at once, each of which finds the note.
    void readInParallel(const Freshness& freshness) {
        std::vector<std::future<std::int64_t>> reads;
        for (int i = 0; i < kRequests; ++i)
            reads.push_back(
                std::async(std::launch::async, [&] { return notes::count(database(), kContext, freshness); }));
        for (auto& read : reads) EXPECT_EQ(read.get(), 1);
    }

    CommitToken token_;
};

TEST_F(HangTest, AReplicaThatHangsCostsOneShortWaitAndComesBack) {
    readInParallel(Freshness::strict());
    servers().replica().suspend();
    EXPECT_LT(duration([&] { readInParallel(Freshness::strict()); }), 3s);
    for (int i = 0; i < 5; ++i) EXPECT_LT(duration([&] { EXPECT_EQ(notes::count(database(), kContext), 1); }), kAtOnce);
    EXPECT_FALSE(database().read(kContext, Freshness::strict()).unproven());

    servers().replica().resume();
    const auto before = replicaCounters().reads;
    EXPECT_TRUE(test::eventually(20s, [&] {
        database().refresh();  // what the housekeeper does every second
        EXPECT_EQ(notes::count(database(), kContext), 1);
        return replicaCounters().reads > before;
    }));
}

TEST_F(HangTest, WhenTheMasterHangsReadsGoOnUnprovenAndComeBack) {
    readInParallel(Freshness::strict());
    servers().master().suspend();
    EXPECT_LT(duration([&] { readInParallel(Freshness::strict()); }), 3s);
    for (int i = 0; i < 5; ++i) {
        EXPECT_LT(duration([&] { EXPECT_TRUE(database().read(kContext, Freshness::strict()).unproven()); }), kAtOnce);
        EXPECT_LT(duration([&] { EXPECT_TRUE(database().admit(kContext, kAdmit, {}).unproven); }), kAtOnce);
    }
    EXPECT_FALSE(database().read(kContext, Freshness::atLeast(token_)).unproven()) << "the replica has that state";

    servers().master().resume();
    EXPECT_TRUE(test::eventually(20s, [&] {
        database().refresh();
        return !database().read(kContext, Freshness::strict()).unproven();
    }));
    notes::put(database(), kContext, 2);
    EXPECT_EQ(notes::count(database(), kContext), 2);
}

TEST_F(HangTest, TheFirstAdmissionOfAMasterThatHangsIsAnsweredByAReplicaInTime) {
    EXPECT_FALSE(database().admit(kContext, kAdmit, {}).unproven);
    servers().master().suspend();
    EXPECT_LT(duration([&] { EXPECT_TRUE(database().admit(kContext, kAdmit, {}).unproven); }), 3s);
}

TEST_F(HangTest, OnceItIsKnownWritersWaitTheirTimeForAMasterThatHangs) {
    servers().master().suspend();
    EXPECT_TRUE(database().read(kContext, Freshness::strict()).unproven());
    const auto waited = duration(
        [&] { EXPECT_EQ(notes::codeOf([&] { notes::put(database(), kContext, 2); }), ErrorCode::Unavailable); });
    EXPECT_GE(waited, 500ms);
    EXPECT_LT(waited, 4s);  // writeWait, and a connect that was under way
}

TEST_F(HangTest, TheHousekeeperFindsAMasterThatHangsBeforeARequestDoes) {
    const dbpool::Housekeeper housekeeper(config(), installation().clusters(), database(), {.refresh = 50ms});
    const auto masterAvailable = [&] {
        for (const auto& server : installation().clusters().status())
            if (server.master) return server.available;
        return false;
    };
    EXPECT_TRUE(masterAvailable());
    servers().master().suspend();
    EXPECT_TRUE(test::eventually(10s, [&] { return !masterAvailable(); }));
    EXPECT_LT(duration([&] { EXPECT_TRUE(database().read(kContext, Freshness::strict()).unproven()); }), kAtOnce);
    servers().master().resume();
    EXPECT_TRUE(test::eventually(20s, masterAvailable));
}

/// The config DB on a server of its own, which may hang.
TEST_F(HangTest, AKnownPlacementNeedsNoConfigDatabase) {
    test::MariaDbServer configServer;
    test::Installation patient({.config = configServer.endpoint(),
                                .master = servers().master().endpoint(),
                                .replica = servers().replica().endpoint()},
                               test::sharedServer().createSchema("placed"), {notes::schema()}, quickLimits());
    patient.createContext(kContext);
    notes::put(patient.database(), kContext, 1);
    patient.createContext(ContextId{8});
    patient.database().refresh();  // the config DB has changed: everything is to be asked anew
    configServer.suspend();
    EXPECT_LT(duration([&] { notes::put(patient.database(), kContext, 2); }), 3s);
    EXPECT_LT(duration([&] { notes::put(patient.database(), kContext, 3); }), kAtOnce);
    EXPECT_EQ(notes::count(patient.database(), kContext), 3);
    configServer.resume();
}

}  // namespace
