#include "dbpool/routing/read_session.h"

#include "dbpool/routing/list_statement.h"
#include "dbpool/routing/session.h"

#include <utility>

namespace dbpool {

ReadSession::ReadSession(std::unique_ptr<Session> session)
    : session_(std::move(session)), context_(session_->context()) {}

ReadSession::ReadSession(groupware::ContextId context) : context_(context) {}

ReadSession::~ReadSession() = default;

Rows ReadSession::query(const ReadStatement& statement, std::initializer_list<Value> values) {
    return run(statement.sql, {values.begin(), values.size()});
}

Rows ReadSession::query(const ReadStatement& statement, std::span<const Value> values) {
    return run(statement.sql, values);
}

Rows ReadSession::queryIn(const ReadStatement& statement, std::initializer_list<Value> values,
                          std::span<const std::int64_t> list) {
    const ListStatement expanded = expandList(statement.sql, {values.begin(), values.size()}, list);
    return run(expanded.sql, expanded.values);
}

Rows ReadSession::run(std::string_view sql, std::span<const Value> values) {
    return session_->query(sql, values);
}

const Session& ReadSession::opened() const {
    return *session_;
}

groupware::Seq ReadSession::seq() const {
    return opened().state.seq;
}
std::int64_t ReadSession::epoch() const {
    return opened().state.epoch;
}
bool ReadSession::unproven() const {
    return opened().state.unproven;
}

}  // namespace dbpool
