#pragma once

#include "dbpool/routing/change.h"
#include "dbpool/routing/read_session.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace dbpool {

/// A transaction on the master that has taken the context's seq row first: writers of one context run one after the
/// other and everything read inside is current. Handed to the closure of ContextDatabase::write().
///
/// The closure may run again (snapshot changed, deadlock, lock timeout), so it has no effect outside. Parse, hash and
/// store blobs before; check permissions and preconditions inside. At most kMaxObjectsPerTransaction objects.
class WriteTransaction final : public ReadSession {
public:
    using ReadSession::ReadSession;

    static constexpr int kMaxObjectsPerTransaction = 500;
    /// Objects, and the folders and quotas that change with them.
    static constexpr std::size_t kMaxChangesPerTransaction = 2'000;

    /// @return the number of rows matched
    /// @throws DbError
    std::int64_t execute(const WriteStatement& statement, std::initializer_list<Value> values = {});
    std::int64_t execute(const WriteStatement& statement, std::span<const Value> values);
    /// As queryIn(): the statement's `(?...)` takes the list.
    std::int64_t executeIn(const WriteStatement& statement, std::initializer_list<Value> values,
                           std::span<const std::int64_t> list);
    /// Locking reads and `... RETURNING`.
    [[nodiscard]] Rows query(const WriteStatement& statement, std::initializer_list<Value> values = {});
    using ReadSession::query;

    /// The next id of one kind in this context, for example "folder". Ids start at `first`, are never reused, and
    /// leave no gap when the transaction rolls back.
    [[nodiscard]] std::int64_t nextId(std::string_view kind, std::int64_t first = 1);

    /// Adds a change record with this transaction's seq. Commit throws std::logic_error if a WriteStatement matched
    /// rows (locking reads and nextId() aside) and there is no record.
    /// @throws groupware::Error TooLarge beyond kMaxChangesPerTransaction
    void record(const Change& change);
};

}  // namespace dbpool
