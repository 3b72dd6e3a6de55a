#include "dbpool/routing/unsynced_transaction.h"

#include "dbpool/routing/session.h"
#include "dbpool/routing/unsynced_tables.h"

#include <utility>

namespace dbpool {

UnsyncedTransaction::UnsyncedTransaction(std::unique_ptr<Session> session) : session_(std::move(session)) {}

UnsyncedTransaction::~UnsyncedTransaction() = default;

std::int64_t UnsyncedTransaction::execute(const UnsyncedStatement& statement, std::initializer_list<Value> values) {
    session_->unsyncedTables->require(*session_, statement);
    return session_->execute(statement.sql, {values.begin(), values.size()});
}

Rows UnsyncedTransaction::query(const UnsyncedStatement& statement, std::initializer_list<Value> values) {
    session_->unsyncedTables->require(*session_, statement);
    return session_->query(statement.sql, {values.begin(), values.size()});
}

groupware::ContextId UnsyncedTransaction::context() const noexcept {
    return session_->context();
}

}  // namespace dbpool
