// Writes per second with strict, available and no semi-synchronous replication, through dbpool and as the same SQL
// without it. Starts a master and two replicas of each kind, with the settings in etc/mariadb.
// Usage: bench_durability [ROUNDS] [SECONDS of each scenario in each round]

#include "dbpool/configdb/server_transaction.h"
#include "dbpool/driver/connection.h"
#include "dbpool/replication/server_report.h"
#include "dbpool/replication/server_steps.h"
#include "tests/bench/object_write.h"
#include "tests/support/eventually.h"
#include "tests/support/example_settings.h"
#include "tests/support/installation.h"
#include "tests/support/replication.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;
using dbpool::Connection;
using dbpool::Durability;
using groupware::ContextId;

constexpr std::array kWriters{1, 4, 16};
constexpr std::int64_t kMostWriters = 16;
constexpr std::int64_t kContextsOfOneWriter = 4;
constexpr ContextId kSharedContext{1};

constexpr dbpool::ConfigWriteStatement kDurability{"bench.durability", "UPDATE db_cluster SET durability = ?"};

std::vector<std::string> optionsOf(int id, const std::string& role, const std::string& durability) {
    std::vector<std::string> files{role + ".cnf"};
    if (!durability.empty()) files.push_back(durability + ".cnf");
    auto options = test::exampleSettings(files);
    options.push_back("--server-id=" + std::to_string(id));
    return options;
}

/// A master, two replicas, and contexts there.
class Cluster {
public:
    /// @param durability  nothing: no semi-synchronous replication
    explicit Cluster(std::optional<Durability> durability)
        : name_(durability ? nameOf(*durability) : ""),
          master_(optionsOf(1, "master", name_)),
          replicas_{test::MariaDbServer(optionsOf(2, "replica", name_)),
                    test::MariaDbServer(optionsOf(3, "replica", name_))} {
        for (const auto& replica : replicas_) test::follow(replica, master_);
        master_.execute("SET GLOBAL read_only = OFF");
        if (durability) acknowledgeBy(*durability);
        installation_ = std::make_unique<test::Installation>(
            test::InstallationServers{
                .config = master_.endpoint(), .master = master_.endpoint(), .replica = replicas_.front().endpoint()},
            "bench", std::vector{bench::schema()});
        if (durability) {
            installation_->config().write(
                [&](dbpool::ConfigTransaction& tx) { tx.execute(kDurability, {nameOf(*durability)}); });
        }
        createContexts();
    }

    /// Objects written in about so much time by so many threads, per second.
    /// @param shared  all write to one context; else each to contexts of its own, in turns
    double writesPerSecond(int writers, bool shared, bool bare, Seconds time) {
        std::atomic<std::int64_t> written{0};
        const auto begin = Clock::now();
        const auto end = begin + std::chrono::duration_cast<Clock::duration>(time);
        {
            std::vector<std::jthread> threads;
            for (int writer = 0; writer < writers; ++writer) {
                threads.emplace_back([&, writer] { written += write(writer, shared, bare, end); });
            }
        }
        const double perSecond = static_cast<double>(written) / Seconds(Clock::now() - begin).count();
        // What replicas have not applied yet would slow down the next scenario.
        for (const auto& replica : replicas_) test::waitForReplica(replica, master_);
        return perSecond;
    }

private:
    void acknowledgeBy(Durability durability) {
        Connection connection(master_.administrator(), {});
        dbpool::ServerSteps(connection).acknowledgeBy(durability);
        const bool connected = test::eventually(std::chrono::seconds(20), [&] {
            return dbpool::readServerReport(connection, "bench_0").semiSync.acknowledging == std::ssize(replicas_);
        });
        if (!connected) throw std::runtime_error("the replicas do not acknowledge");
    }

    void createContexts() {
        for (std::int64_t id = 1; id <= kSharedContext.value + kMostWriters * kContextsOfOneWriter; ++id) {
            installation_->createContext(ContextId{id});
        }
    }

    std::int64_t write(int writer, bool shared, bool bare, Clock::time_point end) {
        std::optional<Connection> connection;
        if (bare) {
            connection.emplace(master_.endpoint(), dbpool::ConnectionLimits{});
            connection->use(installation_->location().schema);
        }
        std::int64_t count = 0;
        for (; Clock::now() < end; ++count) {
            const ContextId context{shared ? kSharedContext.value
                                           : kSharedContext.value + 1 + writer * kContextsOfOneWriter +
                                                 count % kContextsOfOneWriter};
            if (connection) {
                bench::BareWriter(*connection).write(context, ++id_);
            } else {
                bench::writeObject(installation_->database(), context, ++id_);
            }
        }
        return count;
    }

    std::string name_;
    test::MariaDbServer master_;
    std::array<test::MariaDbServer, 2> replicas_;
    std::unique_ptr<test::Installation> installation_;
    std::atomic<std::int64_t> id_{0};
};

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Cluster, writers, one context for all, bare SQL.
using Scenario = std::tuple<std::size_t, int, bool, bool>;

class Bench {
public:
    void run(int rounds, Seconds time) {
        for (int round = 0; round <= rounds; ++round) {
            // The first round connects, prepares and warms up.
            eachScenario(round == 0 ? Seconds(0.2) : time, round % 2 == 0, round > 0);
        }
        print();
    }

private:
    void eachScenario(Seconds time, bool bareFirst, bool counts) {
        for (const int writers : kWriters) {
            for (const bool shared : {false, true}) {
                for (std::size_t cluster = 0; cluster < clusters_.size(); ++cluster) {
                    for (const bool bare : {bareFirst, !bareFirst}) {
                        const double rate = clusters_[cluster]->writesPerSecond(writers, shared, bare, time);
                        if (counts) rates_[{cluster, writers, shared, bare}].push_back(rate);
                    }
                }
            }
        }
    }

    void print() {
        std::cout << "writes per second: through ContextDatabase, the same SQL bare, their ratio\n"
                  << "  writers  contexts             strict                available           no semi-sync\n";
        for (const int writers : kWriters) {
            for (const bool shared : {false, true}) {
                std::cout << std::setw(9) << writers << std::setw(10) << (shared ? "one" : "many");
                for (std::size_t cluster = 0; cluster < clusters_.size(); ++cluster) {
                    const double pooled = medianOf(rates_[{cluster, writers, shared, false}]);
                    const double bare = medianOf(rates_[{cluster, writers, shared, true}]);
                    std::cout << std::fixed << std::setprecision(0) << std::setw(9) << pooled << std::setw(7) << bare
                              << std::setprecision(2) << std::setw(6) << pooled / bare;
                }
                std::cout << "\n";
            }
        }
    }

    const std::array<std::unique_ptr<Cluster>, 3> clusters_{std::make_unique<Cluster>(Durability::Strict),
                                                            std::make_unique<Cluster>(Durability::Available),
                                                            std::make_unique<Cluster>(std::nullopt)};
    std::map<Scenario, std::vector<double>> rates_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        Bench().run(argc > 1 ? std::stoi(argv[1]) : 3, Seconds(argc > 2 ? std::stod(argv[2]) : 2));
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "bench_durability: " << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
