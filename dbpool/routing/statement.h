#pragma once

#include <string_view>

namespace dbpool {

/// The SQL constants of a context schema, named `folder.object.verb`. The session binds its context id as the first
/// `?` of each, so every statement names `cid = ?` (or `VALUES (?, ...)`) first and no caller can name another tenant.
/// `(?...)` in a ReadStatement or WriteStatement stands for a list of integers; see ReadSession::queryIn().

/// Reads only; runs on any server the gate allows, or inside a transaction.
struct ReadStatement {
    std::string_view name;
    std::string_view sql;
};

/// Changes rows or locks them (`SELECT ... FOR UPDATE` included); runs inside a WriteTransaction only.
struct WriteStatement {
    std::string_view name;
    std::string_view sql;
};

/// Reads or changes rows that no client syncs (sessions' touch times, login failures, counters, job progress): tables
/// marked `COMMENT='unsynced'`. Runs on the master inside an UnsyncedTransaction only; no seq, no change record.
struct UnsyncedStatement {
    std::string_view name;
    std::string_view sql;
};

/// What one primary-key read on the master returns besides the state of the context: see ContextDatabase::admit().
/// `columns` may refer to `ctx_state` as `c` and to what `join` adds; `join` is text such as
/// `LEFT JOIN session s ON s.cid = c.cid AND s.id = ?`. The context id is bound by the wrapper; values fill `join`.
struct AdmissionStatement {
    std::string_view name;
    std::string_view columns;
    std::string_view join;
};

}  // namespace dbpool
