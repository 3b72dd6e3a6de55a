#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace dbpool {

/// What a failed statement means for the caller.
enum class DbErrorKind {
    DuplicateKey,     ///< a unique key has the value already; see DbError::key()
    ForeignKey,       ///< the row referred to is missing, or others refer to this row
    Deadlock,         ///< retry the whole use case
    LockTimeout,      ///< retry the whole use case
    SnapshotChanged,  ///< another transaction committed a row this one wants to change: retry the whole use case
    ReadOnly,         ///< this server is not (or no more) the master
    ConnectionLost,   ///< the connection is dead; outside COMMIT nothing was written
    Unreachable,      ///< no connection could be made, or the server has too many
    AccessDenied,     ///< wrong password, or the account lacks the privilege
    UnknownObject,    ///< schema, table or column missing (on a replica: behind)
    Timeout,          ///< the statement ran too long or was killed, the server did not answer in time (then the
                      ///< connection is dead, too), or the wait for a pooled connection was too long
    TooLarge,         ///< a value is longer than its column or than the server's packet
    CommitUnknown,    ///< the connection died during COMMIT; never leaves dbpool except as Unavailable
    Other,            ///< a bug or a server fault; see code()
};

/// A failed statement or connection. `store/` turns the kinds that it can explain into `groupware::Error`.
/// what() is for the log: the values that MariaDB quotes in some messages are taken out.
class DbError : public std::runtime_error {
public:
    DbError(DbErrorKind kind, int code, const std::string& logText, std::string key = {})
        : std::runtime_error(logText), kind_(kind), code_(code), key_(std::move(key)) {}

    [[nodiscard]] DbErrorKind kind() const noexcept { return kind_; }
    /// The server's or client library's number, or 0.
    [[nodiscard]] int code() const noexcept { return code_; }
    /// DuplicateKey: the name of the unique key, `PRIMARY` for the primary one. Otherwise empty.
    [[nodiscard]] const std::string& key() const noexcept { return key_; }

private:
    DbErrorKind kind_;
    int code_;
    std::string key_;
};

}  // namespace dbpool
