#pragma once

#include "dbpool/routing/statement.h"

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace dbpool {

class Session;

/// Checks that unsynced statements write only tables marked `COMMENT='unsynced'`; asks the server once per statement.
/// Safe to call from any thread.
class UnsyncedTables {
public:
    /// @throws std::logic_error if the statement writes another table, or is of a form that cannot be told
    void require(Session& session, const UnsyncedStatement& statement);

private:
    std::mutex mutex_;
    std::set<std::string, std::less<>> allowed_;  // texts; guarded by mutex_
};

/// The one table that a statement writes: `INSERT|REPLACE [IGNORE] INTO t`, `UPDATE t SET`, `DELETE FROM t`. Empty for
/// a SELECT, nothing for any other form (several tables, aliases).
[[nodiscard]] std::optional<std::string> writtenTable(std::string_view sql);

}  // namespace dbpool
