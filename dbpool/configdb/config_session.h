#pragma once

#include "dbpool/configdb/config_statement.h"
#include "dbpool/driver/rows.h"
#include "dbpool/driver/value.h"

#include <cstdint>
#include <initializer_list>
#include <span>

namespace dbpool {

class ServerTransaction;

/// Reads of the config DB from one consistent snapshot; handed to the closure of ConfigDatabase::read().
class ConfigReadSession {
public:
    ConfigReadSession(ServerTransaction& transaction, std::int64_t seq) : transaction_(transaction), seq_(seq) {}
    ConfigReadSession(const ConfigReadSession&) = delete;
    ConfigReadSession& operator=(const ConfigReadSession&) = delete;

    /// @throws DbError
    [[nodiscard]] Rows query(const ConfigReadStatement& statement, std::initializer_list<Value> values = {});

    /// `config_state.seq` of this snapshot; inside a transaction, the number being written.
    [[nodiscard]] std::int64_t seq() const noexcept { return seq_; }

protected:
    ServerTransaction& transaction_;

private:
    std::int64_t seq_;
};

/// A write transaction that has taken the `config_state` row first: writers of the config DB run one after the other
/// and everything read inside is current. Handed to the closure of ConfigDatabase::write().
class ConfigTransaction final : public ConfigReadSession {
public:
    using ConfigReadSession::ConfigReadSession;
    using ConfigReadSession::query;

    /// @return rows matched
    /// @throws DbError
    std::int64_t execute(const ConfigWriteStatement& statement, std::initializer_list<Value> values = {});
    /// Locking reads and `... RETURNING`.
    [[nodiscard]] Rows query(const ConfigWriteStatement& statement, std::initializer_list<Value> values = {});

    /// The next number of the one sequence for servers, filestores, databases, clusters, reasons and schemas. The
    /// first one ever is 2; a rolled back transaction leaves no gap.
    [[nodiscard]] std::int64_t nextId();
};

}  // namespace dbpool
