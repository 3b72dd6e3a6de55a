// What dbpool costs on top of the same SQL without it. Starts its own MariaDB master and replica, once without and once
// with durable commits. Usage: bench_dbpool [CALLS]

#include "dbpool/driver/connection.h"
#include "groupware/base/freshness.h"
#include "tests/bench/measure.h"
#include "tests/bench/object_write.h"
#include "tests/support/installation.h"
#include "tests/support/mariadb_pair.h"

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace {

using dbpool::Connection;
using dbpool::ContextDatabase;
using dbpool::ReadSession;
using dbpool::WriteTransaction;
using groupware::CommitToken;
using groupware::Freshness;

constexpr groupware::ContextId kContext{7};

constexpr dbpool::ReadStatement kFind{"bench.object.find", "SELECT name FROM bench_object WHERE cid = ? AND id = ?"};
constexpr dbpool::UnsyncedStatement kTouch{
    "bench.touch.count", "INSERT INTO bench_touch VALUES (?, 1, 1) ON DUPLICATE KEY UPDATE n = n + 1"};
constexpr dbpool::AdmissionStatement kAdmit{"bench.admit", "c.min_seq", ""};

void expectRow(dbpool::Rows rows) {
    if (!rows.next() || rows.text(1) != bench::kText) throw std::logic_error("a read found the wrong row");
}

class DbpoolBench {
public:
    DbpoolBench(const std::vector<std::string>& arguments, int calls)
        : pair_(arguments),
          installation_({.config = pair_.master().endpoint(),
                         .master = pair_.master().endpoint(),
                         .replica = pair_.replica().endpoint()},
                        "bench", {bench::schema()}),
          master_(pair_.master().endpoint(), {}),
          replica_(pair_.replica().endpoint(), {}),
          calls_(calls) {
        state_ = installation_.createContext(kContext, [](WriteTransaction& tx) {
            tx.execute(bench::kInsert, {0, bench::kText});
            tx.record({.kind = 1, .folder = 0, .object = 0, .verb = 1});
        });
        pair_.waitForReplica();
        master_.use(installation_.location().schema);
        replica_.use(installation_.location().schema);
    }

    void run() {
        compareReads();  // first: after many writes the servers go on working in the background
        compareWrites();
    }

private:
    void compareWrites() {
        bench::BareWriter bare(master_);
        bench::compare({{"bare SQL write transaction", [&] { bare.write(kContext, ++id_); }},
                        {"ContextDatabase::write", [&] { state_ = bench::writeObject(database(), kContext, ++id_); }},
                        {"bare SQL counter", [&] { master_.execute(kTouch.sql, {kContext.value}); }},
                        {"ContextDatabase::writeUnsynced",
                         [&] {
                             database().writeUnsynced(kContext,
                                                      [](dbpool::UnsyncedTransaction& tx) { tx.execute(kTouch); });
                         }}},
                       calls_, [this] { return questions(); });
    }

    void compareReads() {
        const auto read = [this](const Freshness& freshness) {
            ReadSession session = database().read(kContext, freshness);
            expectRow(session.query(kFind, {0}));
        };
        const auto readShortly = [this](const Freshness& freshness) {
            database().read(kContext, freshness, [](ReadSession& session) { expectRow(session.query(kFind, {0})); });
        };
        bench::compare({{"bare SQL read on the replica",
                         [&] {
                             expectRow(replica_.query(kFind.sql, {kContext.value, 0}));
                         }},
                        {"snapshot, any state (Eventual)", [&] { read(Freshness::eventual()); }},
                        {"snapshot, state admitted (AtLeast)", [&] { read(Freshness::atLeast(state_)); }},
                        {"snapshot, state asked for (Strict)", [&] { read(Freshness::strict()); }},
                        {"one statement, any state", [&] { readShortly(Freshness::eventual()); }},
                        {"one statement, state admitted", [&] { readShortly(Freshness::atLeast(state_)); }},
                        {"one statement, state asked for", [&] { readShortly(Freshness::strict()); }},
                        {"admission", [&] { (void)database().admit(kContext, kAdmit, {}); }}},
                       calls_, [this] { return questions(); });
    }

    [[nodiscard]] ContextDatabase& database() { return installation_.database(); }
    [[nodiscard]] std::int64_t questions() {
        constexpr const char* kQuestions =
            "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'QUESTIONS'";
        return std::stoll(pair_.master().value(kQuestions)) + std::stoll(pair_.replica().value(kQuestions));
    }

    test::MariaDbPair pair_;
    test::Installation installation_;
    Connection master_;
    Connection replica_;
    int calls_;
    CommitToken state_;
    std::int64_t id_ = 0;
};

void run(const char* title, const std::vector<std::string>& arguments, int calls) {
    std::cout << title << "\n  " << std::left << std::setw(44) << "one after the other" << std::right << std::setw(10)
              << "median us" << std::setw(10) << "p99 us" << std::setw(8) << "ratio" << std::setw(8) << "SQL"
              << std::endl;
    DbpoolBench(arguments, calls).run();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const int calls = argc > 1 ? std::stoi(argv[1]) : 2000;
        run("commits not durable (sync_binlog=0, flush=0)", {}, calls);
        run("commits durable (sync_binlog=1, flush=1)", {"--sync-binlog=1", "--innodb-flush-log-at-trx-commit=1"},
            calls / 4);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "bench_dbpool: " << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
