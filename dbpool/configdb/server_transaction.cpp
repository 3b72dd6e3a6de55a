#include "dbpool/configdb/server_transaction.h"

#include "dbpool/configdb/retry.h"

#include <string>
#include <utility>

namespace dbpool {

namespace {

bool endsTransaction(DbErrorKind kind) {
    return runsAgain(kind) || kind == DbErrorKind::ConnectionLost || kind == DbErrorKind::CommitUnknown;
}

}  // namespace

ServerTransaction::ServerTransaction(Lease lease, std::string_view schema) : lease_(std::move(lease)) {
    if (!schema.empty()) lease_->use(schema);
}

ServerTransaction::~ServerTransaction() {
    rollback();
}

template <class Call>
auto ServerTransaction::guarded(Call&& call) {
    requireUsable();
    try {
        return call();
    } catch (const DbError& error) {
        if (endsTransaction(error.kind())) ended_ = error;
        throw;
    }
}

void ServerTransaction::requireUsable() const {
    if (ended_) throw DbError(*ended_);
}

void ServerTransaction::beginRead() {
    guarded([&] { lease_->command("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"); });
    open_ = true;
}

void ServerTransaction::beginWrite(const TransactionTimeouts& timeouts) {
    start(timeouts, "REPEATABLE READ");
}

void ServerTransaction::beginUnsynced(const TransactionTimeouts& timeouts) {
    start(timeouts, "READ COMMITTED");
}

void ServerTransaction::start(const TransactionTimeouts& timeouts, std::string_view isolation) {
    const std::string idle = std::to_string(timeouts.idle.count());
    // One that has only locked rows is no write transaction yet; the more general timeout ends it.
    std::string sql =
        "BEGIN NOT ATOMIC SET SESSION innodb_lock_wait_timeout = " + std::to_string(timeouts.lockWait.count()) +
        ", idle_write_transaction_timeout = " + idle + ", idle_transaction_timeout = " + idle +
        "; SET TRANSACTION ISOLATION LEVEL ";
    sql.append(isolation).append("; START TRANSACTION; END");
    guarded([&] { lease_->command(sql); });
    open_ = true;
}

Rows ServerTransaction::query(std::string_view sql, std::span<const Value> values) {
    return guarded([&] { return lease_->query(sql, values); });
}

std::int64_t ServerTransaction::execute(std::string_view sql, std::span<const Value> values) {
    return guarded([&] { return lease_->execute(sql, values); });
}

void ServerTransaction::commit() {
    requireUsable();
    try {
        lease_->command("COMMIT");
        open_ = false;
    } catch (const DbError& error) {
        lease_.discard();
        open_ = false;
        const bool refused = runsAgain(error.kind()) || error.kind() == DbErrorKind::ReadOnly;
        ended_ = refused ? error : DbError(DbErrorKind::CommitUnknown, error.code(), error.what());
        throw DbError(*ended_);
    }
}

void ServerTransaction::rollback() noexcept {
    if (!open_) return;
    open_ = false;
    try {
        if (lease_->broken()) return lease_.discard();
        lease_->command("ROLLBACK");
        ended_.reset();
    } catch (...) {
        lease_.discard();  // the server rolls back when the connection closes
    }
}

}  // namespace dbpool
