#pragma once

#include "dbpool/configdb/config_session.h"
#include "dbpool/configdb/server_transaction.h"
#include "dbpool/pool/pool.h"

#include <atomic>
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

/// The servers that hold the config DB: one master and any number of replicas.
struct ConfigServers {
    Endpoint master;
    std::vector<Endpoint> replicas;
    std::string schema = "configdb";
};

/// The config DB: which servers, databases, filestores, contexts and nodes exist. Its one row `config_state` is
/// advanced by every write, so that with one number everybody sees whether what they cached still holds.
/// Safe to call from any thread.
///
/// Closures may run more than once and have no effect outside. Every function throws groupware::Error Unavailable when
/// no server can answer, or when the outcome of a COMMIT cannot be known; DbErrors of the closure's statements pass.
class ConfigDatabase {
public:
    ConfigDatabase(ConfigServers servers, const ConnectionLimits& connection, const PoolLimits& pool,
                   const TransactionTimeouts& timeouts = {});
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

    /// Asks the master for `config_state.seq`; later reads see at least that state. Also asks all servers for a sign
    /// of life. Called by a housekeeping thread. @return the seq
    std::int64_t refresh();
    /// The newest state this object knows of.
    [[nodiscard]] std::int64_t knownSeq() const noexcept { return knownSeq_.load(); }

    /// False while the master counts as down. Asks nobody.
    [[nodiscard]] bool masterAvailable() const { return master_->available(); }

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

    using ReadClosure = std::function<void(ConfigReadSession&)>;
    using WriteClosure = std::function<void(ConfigTransaction&)>;
    void runWrite(const WriteClosure& closure);
    void runRead(const ReadClosure& closure);
    void runReadMaster(const ReadClosure& closure);
    bool tryRead(Pool& pool, std::int64_t required, const ReadClosure& closure);
    void writeOnce(const WriteClosure& closure);
    void withMaster(const std::function<void()>& attempt);
    void raiseKnown(std::int64_t seq);

    std::string schema_;
    TransactionTimeouts timeouts_;
    std::unique_ptr<Pool> master_;
    std::vector<std::unique_ptr<Pool>> replicas_;
    std::atomic<std::int64_t> knownSeq_{0};
    std::atomic<std::size_t> nextReplica_{0};
};

}  // namespace dbpool
