#include "dbpool/configdb/config_session.h"

#include "dbpool/configdb/server_transaction.h"
#include "groupware/base/error.h"

namespace dbpool {

namespace {

constexpr ConfigWriteStatement kAdvance{"configdb.sequence.advance", "UPDATE configdb_sequence SET id = id + 1"};
constexpr ConfigReadStatement kCurrent{"configdb.sequence.read", "SELECT id FROM configdb_sequence"};

std::span<const Value> asSpan(std::initializer_list<Value> values) {
    return {values.begin(), values.size()};
}

}  // namespace

Rows ConfigReadSession::query(const ConfigReadStatement& statement, std::initializer_list<Value> values) {
    return transaction_.query(statement.sql, asSpan(values));
}

Rows ConfigTransaction::query(const ConfigWriteStatement& statement, std::initializer_list<Value> values) {
    return transaction_.query(statement.sql, asSpan(values));
}

std::int64_t ConfigTransaction::execute(const ConfigWriteStatement& statement, std::initializer_list<Value> values) {
    return transaction_.execute(statement.sql, asSpan(values));
}

std::int64_t ConfigTransaction::nextId() {
    execute(kAdvance);
    Rows rows = query(kCurrent);
    if (!rows.next()) throw groupware::Error(groupware::ErrorCode::Internal, "configdb_sequence has no row");
    return rows.integer(1);
}

}  // namespace dbpool
