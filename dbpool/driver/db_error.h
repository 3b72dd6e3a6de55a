#pragma once

#include <stdexcept>
#include <string>

namespace dbpool {

/// What a failed statement means for the caller.
enum class DbErrorKind {
    DuplicateKey,     ///< 1062, 1586
    ForeignKey,       ///< 1451, 1452
    Deadlock,         ///< 1213: retry the whole use case
    LockTimeout,      ///< 1205: retry the whole use case
    SnapshotChanged,  ///< 1020: retry the whole use case
    ReadOnly,         ///< 1290, 1792: this server is not (or no more) the master
    ConnectionLost,   ///< 2006, 2013, 2055, 4031: the connection is dead; outside COMMIT nothing was written
    Unreachable,      ///< 2002, 2003, 2005, 1040, 1203: no connection could be made
    AccessDenied,     ///< 1044, 1045, 1142, 1227
    UnknownObject,    ///< 1049, 1146, 1054: schema, table or column missing (on a replica: behind)
    Timeout,          ///< 1969, 3024, 1317, pool wait exceeded
    TooLarge,         ///< 1105 with long data, 1153, 1406
    CommitUnknown,    ///< the connection died during COMMIT; never leaves dbpool except as Unavailable
    Other,            ///< a bug or a server fault; see code()
};

/// A failed statement or connection. `store/` turns the kinds that it can explain into `groupware::Error`.
class DbError : public std::runtime_error {
public:
    DbError(DbErrorKind kind, int code, const std::string& logText)
        : std::runtime_error(logText), kind_(kind), code_(code) {}

    [[nodiscard]] DbErrorKind kind() const noexcept { return kind_; }
    /// The server's or client library's number, or 0.
    [[nodiscard]] int code() const noexcept { return code_; }

private:
    DbErrorKind kind_;
    int code_;
};

}  // namespace dbpool
