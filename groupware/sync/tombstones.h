#pragma once

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/sync/change.h"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::sync {

/// Something that was in a folder and is not any more: deleted, or moved to another folder.
struct Tombstone {
    std::int64_t object = 0;
    std::string name;  ///< its resource name when it left
    Seq seq;           ///< of the transaction that removed it
};

/// Longest resource name kept, in characters; longer ones are cut.
inline constexpr std::size_t kMaxTombstoneName = 767;

/// What left `folder` after `seq`, oldest first. An object that came back is named too: whoever finds it there
/// leaves it out.
[[nodiscard]] std::vector<Tombstone> tombstonesSince(dbpool::ReadSession& session, Kind kind, FolderId folder, Seq seq);

/// Leaves a tombstone with the transaction's seq.
/// @param name  UTF-8
void addTombstone(dbpool::WriteTransaction& transaction, Kind kind, FolderId folder, std::int64_t object,
                  std::string_view name);

/// The seq up to which tombstones may be gone; 0 if all are there. Whoever saw a state before it may have missed that
/// something left, and has to list anew.
[[nodiscard]] Seq tombstoneFloor(dbpool::ReadSession& session);

/// For a caller who saw the state at `seq` and asks what has left since. One who has seen nothing (`seq` 0) misses
/// nothing.
/// @throws Error PreconditionFailed if tombstones after `seq` may be gone: the caller has to list anew
void requireTombstones(dbpool::ReadSession& session, Seq seq);

/// Removes the context's tombstones that are older than `keep` by the database's clock, in batches, each a recorded
/// write that raises the floor, too. Does nothing before a day's worth has come together. Several nodes may race.
/// @return tombstones removed
std::int64_t removeOldTombstones(dbpool::ContextDatabase& database, ContextId context, std::chrono::milliseconds keep);

/// The tombstones of a session's context; adding needs a WriteTransaction.
template <std::derived_from<dbpool::ReadSession> Session>
class Tombstones {
public:
    explicit Tombstones(Session& session) : session_(session) {}

    [[nodiscard]] std::vector<Tombstone> since(Kind kind, FolderId folder, Seq seq) {
        return tombstonesSince(session_, kind, folder, seq);
    }
    [[nodiscard]] Seq floor() { return tombstoneFloor(session_); }
    /// True if since() cannot name everything that left after `seq`: the client has to list anew.
    [[nodiscard]] bool expired(Seq seq) { return seq < tombstoneFloor(session_); }
    void add(Kind kind, FolderId folder, std::int64_t object,
             std::string_view name) requires std::same_as<Session, dbpool::WriteTransaction> {
        addTombstone(session_, kind, folder, object, name);
    }

private:
    Session& session_;
};

}  // namespace groupware::sync
