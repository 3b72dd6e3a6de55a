#pragma once

#include "dbpool/configdb/config_session.h"
#include "dbpool/configdb/server_transaction.h"
#include "dbpool/pool/pool.h"
#include "dbpool/replication/server_group.h"

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace dbpool {

/// The servers that hold the config DB, which replicate from each other. Which one is the master, they say themselves.
struct ConfigServers {
    Endpoint master;                 ///< as far as the configuration knows
    std::vector<Endpoint> replicas;  ///< all others; each of them may be the master, too
    std::string schema = "configdb";
};

struct ConfigLimits {
    TransactionTimeouts transaction;
    GroupLimits group;
    std::chrono::milliseconds writeWait{10'000};  ///< for a master to be there
};

/// What is known of one server of the config DB.
struct ConfigServerStatus {
    std::string name;  ///< host:port
    bool available = false;
    ServerCounters counters;
    MemberStatus member;
};

/// The config DB: which servers, databases, filestores, contexts and nodes exist. Its one row `config_state` is
/// advanced by every write, so that with one number everybody sees whether what they cached still holds.
/// Safe to call from any thread.
///
/// Closures may run more than once and have no effect outside. Every function throws groupware::Error Unavailable when
/// no server can answer, or when the outcome of a COMMIT cannot be known; DbErrors of the closure's statements pass.
/// Without a master, writes wait ConfigLimits::writeWait for one; reads do not.
class ConfigDatabase {
public:
    ConfigDatabase(ConfigServers servers, const ConnectionLimits& connection, const PoolLimits& pool,
                   const ConfigLimits& limits = {});
    ~ConfigDatabase();
    ConfigDatabase(const ConfigDatabase&) = delete;
    ConfigDatabase& operator=(const ConfigDatabase&) = delete;

    /// Creates the schema if it is missing and applies the migrations. Several processes may race.
    void create();

    /// Runs `closure(ConfigTransaction&)` on the master and commits; returns what the closure returned.
    template <std::invocable<ConfigTransaction&> Closure>
    auto write(Closure&& closure) {
        return collect<ConfigTransaction>(closure, [&](const auto& run) { runWrite(run); });
    }

    /// Runs `closure(ConfigReadSession&)` on a server that has every write this object knows of: its own and those
    /// that refresh() saw. Another node's write may be missing; ask readMaster() before saying that something does
    /// not exist.
    template <std::invocable<ConfigReadSession&> Closure>
    auto read(Closure&& closure) {
        return collect<ConfigReadSession>(closure, [&](const auto& run) { runRead(run); });
    }

    /// The same on the master.
    template <std::invocable<ConfigReadSession&> Closure>
    auto readMaster(Closure&& closure) {
        return collect<ConfigReadSession>(closure, [&](const auto& run) { runReadMaster(run); });
    }

    /// Runs one statement on the master without advancing `config_state`: for rows that nobody caches.
    /// @return rows matched
    std::int64_t touch(const ConfigWriteStatement& statement, std::initializer_list<Value> values);

    /// Looks who is the master and asks it for `config_state.seq`; later reads see at least that state. Called by a
    /// housekeeping thread. @return the seq
    std::int64_t refresh();
    /// The newest state this object knows of.
    [[nodiscard]] std::int64_t knownSeq() const noexcept { return knownSeq_.load(); }

    /// False while no master is known, or it counts as down. Asks nobody.
    [[nodiscard]] bool masterAvailable() const;
    /// Where the master is now, for locks that all processes see.
    [[nodiscard]] Endpoint masterEndpoint();
    /// Roles, lag and breaker of every server, in the order of ConfigServers.
    [[nodiscard]] std::vector<ConfigServerStatus> status() const;
    /// What the clocks of its servers show now, of those that answered last time. Asks nobody.
    [[nodiscard]] std::vector<std::chrono::system_clock::time_point> clocks() const { return group_->clocks(); }

    /// Closes connections idle for too long. Called by a housekeeping thread.
    void closeIdle();

private:
    template <class Session, class Closure, class Run>
    static auto collect(Closure& closure, const Run& run) {
        using Result = std::invoke_result_t<Closure&, Session&>;
        if constexpr (std::is_void_v<Result>) {
            run([&](Session& session) { closure(session); });
        } else {
            std::optional<Result> result;
            run([&](Session& session) { result.emplace(closure(session)); });
            return std::move(*result);
        }
    }

    using Deadline = std::chrono::steady_clock::time_point;
    using ReadClosure = std::function<void(ConfigReadSession&)>;
    using WriteClosure = std::function<void(ConfigTransaction&)>;
    void runWrite(const WriteClosure& closure);
    void runRead(const ReadClosure& closure);
    void runReadMaster(const ReadClosure& closure);
    bool tryRead(Pool& pool, std::int64_t required, const ReadClosure& closure);
    void writeOnce(const WriteClosure& closure, Deadline deadline);
    void commit(ServerTransaction& transaction, std::size_t member, std::int64_t term);
    Pool& master();
    void retry(Deadline deadline, const std::function<void()>& attempt);
    void raiseKnown(std::int64_t seq);

    std::string schema_;
    ConfigLimits limits_;
    std::vector<std::unique_ptr<Pool>> pools_;  ///< the registered master first
    std::unique_ptr<ServerGroup> group_;        ///< of pools_, by index
    std::atomic<std::int64_t> knownSeq_{0};
    std::atomic<std::size_t> nextReader_{0};
};

}  // namespace dbpool
