#include "dbpool/routing/write_transaction.h"

#include "dbpool/routing/list_statement.h"
#include "dbpool/routing/session.h"
#include "groupware/base/error.h"

namespace dbpool {

namespace {

/// The row it answers is the inserted or the updated one.
constexpr WriteStatement kNextId{"routing.sequence.next",
                                 "INSERT INTO ctx_sequence (cid, kind, id) VALUES (?, ?, ?)"
                                 " ON DUPLICATE KEY UPDATE id = id + 1 RETURNING id"};

bool onlyLocks(std::string_view sql) {
    return sql.substr(0, 6) == "SELECT";
}

}  // namespace

std::int64_t WriteTransaction::execute(const WriteStatement& statement, std::initializer_list<Value> values) {
    return execute(statement, std::span<const Value>(values.begin(), values.size()));
}

std::int64_t WriteTransaction::execute(const WriteStatement& statement, std::span<const Value> values) {
    const std::int64_t matched = session_->execute(statement.sql, values);
    if (matched > 0) session_->pending.wrote = true;
    return matched;
}

std::int64_t WriteTransaction::executeIn(const WriteStatement& statement, std::initializer_list<Value> values,
                                         std::span<const std::int64_t> list) {
    const ListStatement expanded = expandList(statement.sql, {values.begin(), values.size()}, list);
    return execute(WriteStatement{statement.name, expanded.sql}, expanded.values);
}

Rows WriteTransaction::query(const WriteStatement& statement, std::initializer_list<Value> values) {
    Rows rows = session_->query(statement.sql, {values.begin(), values.size()});
    if (!onlyLocks(statement.sql) && rows.count() > 0) session_->pending.wrote = true;
    return rows;
}

std::int64_t WriteTransaction::nextId(std::string_view kind, std::int64_t first) {
    const Value values[] = {kind, first};
    Rows rows = session_->query(kNextId.sql, values);
    if (!rows.next()) throw groupware::Error(groupware::ErrorCode::Internal, "ctx_sequence returned no id");
    return rows.integer(1);
}

void WriteTransaction::record(const Change& change) {
    auto& changes = session_->pending.changes;
    if (changes.size() >= kMaxChangesPerTransaction)
        throw groupware::Error(groupware::ErrorCode::TooLarge, "too many changes in one transaction");
    changes.push_back(change);
}

}  // namespace dbpool
