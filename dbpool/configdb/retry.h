#pragma once

#include "dbpool/driver/db_error.h"

namespace dbpool {

/// True if the whole transaction may simply run again: it lost against another one and left nothing behind.
[[nodiscard]] constexpr bool runsAgain(DbErrorKind kind) {
    return kind == DbErrorKind::Deadlock || kind == DbErrorKind::LockTimeout || kind == DbErrorKind::SnapshotChanged;
}

/// True if this server cannot be used now, or (ReadOnly) is not the master: another one may answer.
[[nodiscard]] constexpr bool serverGone(DbErrorKind kind) {
    return kind == DbErrorKind::ConnectionLost || kind == DbErrorKind::Unreachable || kind == DbErrorKind::Timeout ||
           kind == DbErrorKind::ReadOnly;
}

/// DbError::code() of a schema that does not exist.
inline constexpr int kUnknownSchema = 1049;

/// Runs `use` again if an idle connection of the pool turns out to be dead, as after a restart of its server. For
/// reads, and whatever else may run twice.
template <class Use>
auto withLiveConnection(const Use& use) {
    constexpr int kAttempts = 20;
    for (int attempt = 1;; ++attempt) {
        try {
            return use();
        } catch (const DbError& error) {
            if (error.kind() != DbErrorKind::ConnectionLost || attempt == kAttempts) throw;
        }
    }
}

}  // namespace dbpool
