#pragma once

#include "dbpool/driver/rows.h"
#include "dbpool/driver/value.h"
#include "dbpool/routing/statement.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <initializer_list>
#include <memory>

namespace dbpool {

class Session;

/// A transaction on the master for rows that no client syncs; takes no seq and writes no change record, so it neither
/// waits for the context's writers nor moves its sync tokens. Handed to ContextDatabase::writeUnsynced().
class UnsyncedTransaction {
public:
    explicit UnsyncedTransaction(std::unique_ptr<Session> session);
    ~UnsyncedTransaction();
    UnsyncedTransaction(const UnsyncedTransaction&) = delete;
    UnsyncedTransaction& operator=(const UnsyncedTransaction&) = delete;

    /// @return the number of rows matched
    /// @throws DbError; std::logic_error if the statement writes a table that is not marked unsynced
    std::int64_t execute(const UnsyncedStatement& statement, std::initializer_list<Value> values = {});
    [[nodiscard]] Rows query(const UnsyncedStatement& statement, std::initializer_list<Value> values = {});

    [[nodiscard]] groupware::ContextId context() const noexcept;

private:
    friend class Writer;  // begins and ends the transaction around a closure
    std::unique_ptr<Session> session_;
};

}  // namespace dbpool
