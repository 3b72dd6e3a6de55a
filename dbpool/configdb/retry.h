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

}  // namespace dbpool
