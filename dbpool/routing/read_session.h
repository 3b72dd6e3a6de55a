#pragma once

#include "dbpool/driver/rows.h"
#include "dbpool/driver/value.h"
#include "dbpool/routing/statement.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>

namespace dbpool {

class Session;  // one leased connection in the context's schema; internal to dbpool

/// Thrown through the closure of ContextDatabase::read(), which then runs again in a snapshot: let it pass.
struct SnapshotNeeded {};

/// Several reads of one context from one consistent snapshot. Not for sharing between threads; neither copied nor
/// moved; returns its connection when destroyed.
class ReadSession {
public:
    explicit ReadSession(std::unique_ptr<Session> session);
    virtual ~ReadSession();
    ReadSession(const ReadSession&) = delete;
    ReadSession& operator=(const ReadSession&) = delete;

    /// Runs `statement` with the context id bound first, then `values`.
    /// @throws DbError
    [[nodiscard]] Rows query(const ReadStatement& statement, std::initializer_list<Value> values = {});
    [[nodiscard]] Rows query(const ReadStatement& statement, std::span<const Value> values);

    /// Runs a statement whose SQL contains `(?...)` as its last parameters, once for at most kMaxListValues numbers.
    /// The list is padded with its last number to a power of two, so that few texts are prepared.
    /// @param list  not empty, at most kMaxListValues
    [[nodiscard]] Rows queryIn(const ReadStatement& statement, std::initializer_list<Value> values,
                               std::span<const std::int64_t> list);
    static constexpr std::size_t kMaxListValues = 512;

    [[nodiscard]] groupware::ContextId context() const noexcept { return context_; }
    /// The context's seq in this snapshot; inside a write transaction, the seq being written.
    [[nodiscard]] groupware::Seq seq() const;
    [[nodiscard]] std::int64_t epoch() const;
    /// True if no master can be reached, so the answer cannot be proven current (reads go on, flagged).
    [[nodiscard]] bool unproven() const;

protected:
    /// Without a session yet.
    explicit ReadSession(groupware::ContextId context);
    [[nodiscard]] virtual Rows run(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] virtual const Session& opened() const;

    mutable std::unique_ptr<Session> session_;

private:
    groupware::ContextId context_;
    friend class Writer;  // begins and ends the transaction around a closure
};

}  // namespace dbpool
