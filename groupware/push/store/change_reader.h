#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/sync/change.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace groupware::push {

/// One thing that one transaction changed.
struct ChangeRecord {
    Seq seq{};
    sync::Kind kind{};
    FolderId folder{};  ///< that it is in; 0 = none
    std::int64_t object = 0;
};

/// What happened after a seq.
struct Changes {
    std::vector<ChangeRecord> records{};  ///< in the order of their commits
    bool complete = true;                 ///< false: records are gone, or there are too many to tell all
};

/// Reads the change records of the session's context, which are kept for a short time.
class ChangeReader {
public:
    explicit ChangeReader(dbpool::ReadSession& session) : session_(session) {}

    /// Every change after `since`, a seq that the context once had. With more than `limit`, the first ones, and
    /// incomplete.
    [[nodiscard]] Changes since(Seq since, std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::push
