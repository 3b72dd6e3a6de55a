#include "dbpool/routing/session.h"

#include "dbpool/routing/request_counters.h"

#include <chrono>
#include <utility>

namespace dbpool {

namespace {

/// Counts one statement and its time, also if it fails.
class Counted {
public:
    Counted() : counters_(CountingScope::current()) {
        if (counters_ != nullptr) start_ = std::chrono::steady_clock::now();
    }
    ~Counted() {
        if (counters_ == nullptr) return;
        ++counters_->statements;
        counters_->sqlTime += std::chrono::steady_clock::now() - start_;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    RequestCounters* counters_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace

Session::Session(std::shared_ptr<DatabaseCluster> cluster, DatabaseServer& server, Lease lease, std::string_view schema,
                 groupware::ContextId context)
    : cluster_(std::move(cluster)), server_(server), context_(context), transaction_(std::move(lease), schema) {}

Session::~Session() {
    rollback();
}

void Session::requireTime() const {
    if (latest_ != kNoDeadline && std::chrono::steady_clock::now() > latest_)
        throw DbError(DbErrorKind::Timeout, 0, "no time is left for another statement");
}

void Session::beginRead() {
    const Counted counted;
    transaction_.beginRead();
}

void Session::beginWrite(const TransactionTimeouts& timeouts) {
    requireTime();
    const Counted counted;
    transaction_.beginWrite(timeouts);
}

void Session::beginUnsynced(const TransactionTimeouts& timeouts) {
    requireTime();
    const Counted counted;
    transaction_.beginUnsynced(timeouts);
}

void Session::commit() {
    requireTime();
    const Counted counted;
    transaction_.commit();
}

void Session::rollback() noexcept {
    if (!transaction_.open()) return;
    const Counted counted;
    transaction_.rollback();
}

std::vector<Value> Session::withContext(std::span<const Value> values) const {
    std::vector<Value> all;
    all.reserve(values.size() + 1);
    all.emplace_back(context_.value);
    all.insert(all.end(), values.begin(), values.end());
    return all;
}

Rows Session::query(std::string_view sql, std::span<const Value> values) {
    requireTime();
    const Counted counted;
    return transaction_.query(sql, withContext(values));
}

std::int64_t Session::execute(std::string_view sql, std::span<const Value> values) {
    requireTime();
    const Counted counted;
    return transaction_.execute(sql, withContext(values));
}

Rows Session::plainQuery(std::string_view sql, std::initializer_list<Value> values) {
    return plainQuery(sql, std::span<const Value>(values.begin(), values.size()));
}

Rows Session::plainQuery(std::string_view sql, std::span<const Value> values) {
    requireTime();
    const Counted counted;
    return transaction_.query(sql, values);
}

std::int64_t Session::plainExecute(std::string_view sql, std::initializer_list<Value> values) {
    return plainExecute(sql, std::span<const Value>(values.begin(), values.size()));
}

std::int64_t Session::plainExecute(std::string_view sql, std::span<const Value> values) {
    requireTime();
    const Counted counted;
    return transaction_.execute(sql, values);
}

}  // namespace dbpool
