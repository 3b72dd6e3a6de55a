#include "dbpool/routing/read_session.h"

#include "dbpool/routing/list_statement.h"
#include "dbpool/routing/session.h"

#include <utility>

namespace dbpool {

ReadSession::ReadSession(std::unique_ptr<Session> session) : session_(std::move(session)) {}

ReadSession::~ReadSession() = default;

Rows ReadSession::query(const ReadStatement& statement, std::initializer_list<Value> values) {
    return session_->query(statement.sql, {values.begin(), values.size()});
}

Rows ReadSession::query(const ReadStatement& statement, std::span<const Value> values) {
    return session_->query(statement.sql, values);
}

Rows ReadSession::queryIn(const ReadStatement& statement, std::initializer_list<Value> values,
                          std::span<const std::int64_t> list) {
    const ListStatement expanded = expandList(statement.sql, {values.begin(), values.size()}, list);
    return session_->query(expanded.sql, expanded.values);
}

groupware::ContextId ReadSession::context() const noexcept {
    return session_->context();
}
groupware::Seq ReadSession::seq() const noexcept {
    return session_->state.seq;
}
std::int64_t ReadSession::epoch() const noexcept {
    return session_->state.epoch;
}
bool ReadSession::unproven() const noexcept {
    return session_->state.unproven;
}

}  // namespace dbpool
