#include "dbpool/routing/change_trimmer.h"

#include "dbpool/routing/session.h"
#include "dbpool/routing/statement.h"

#include <chrono>
#include <vector>

namespace dbpool {

namespace {

constexpr ReadStatement kTryLock{"routing.change.try_lock", "SELECT GET_LOCK(CONCAT('yoke_trim_', MD5(?)), 0)"};
constexpr ReadStatement kUnlock{"routing.change.unlock", "SELECT RELEASE_LOCK(CONCAT('yoke_trim_', MD5(?)))"};
constexpr ReadStatement kFull{"routing.change.full", "SELECT cid FROM ctx_change GROUP BY cid HAVING COUNT(*) > ?"};
/// The oldest record that stays: the youngest by number, or older by time.
constexpr ReadStatement kOldestKept{
    "routing.change.oldest_kept",
    "SELECT LEAST(seq, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) - ?) FROM ctx_change WHERE cid = ?"
    " ORDER BY seq DESC, ordinal DESC LIMIT 1 OFFSET ?"};
constexpr WriteStatement kRaiseMinimum{"routing.change.raise_minimum",
                                       "UPDATE ctx_state SET min_seq = GREATEST(min_seq, ?) WHERE cid = ?"};
constexpr WriteStatement kRemove{"routing.change.remove",
                                 "DELETE FROM ctx_change WHERE cid = ? AND seq < ? LIMIT 1000"};
constexpr std::int64_t kBatch = 1'000;

/// Trims one context. The minimum goes up first: whoever reads it never misses a record that is not there.
std::int64_t trimContext(Session& session, std::int64_t context, const RoutingLimits& limits) {
    Rows rows = session.plainQuery(kOldestKept.sql,
                                   {std::int64_t{limits.changeKeepTime.count()}, context, limits.changeKeepRows - 1});
    if (!rows.next()) return 0;
    const std::int64_t oldest = rows.integer(1);
    session.beginWrite(limits.transaction);
    session.plainExecute(kRaiseMinimum.sql, {oldest, context});
    session.commit();
    std::int64_t removed = 0;
    for (std::int64_t batch = kBatch; batch == kBatch; removed += batch) {
        session.beginWrite(limits.transaction);
        batch = session.plainExecute(kRemove.sql, {context, oldest});
        session.commit();
    }
    return removed;
}

}  // namespace

std::int64_t ChangeTrimmer::trim(std::int64_t cluster, const std::string& schema) {
    auto shared = clusters_.get(cluster);
    const auto deadline = std::chrono::steady_clock::now() + limits_.writeWait;
    MasterLease master = shared->acquireMaster(deadline);
    Session session(shared, master.server, std::move(master.lease), schema, groupware::ContextId{});
    const std::string lock = std::to_string(cluster) + "/" + schema;
    Rows locked = session.plainQuery(kTryLock.sql, {lock});
    if (!locked.next() || locked.integer(1) != 1) return 0;

    std::vector<std::int64_t> contexts;
    for (Rows rows = session.plainQuery(kFull.sql, {limits_.changeKeepRows}); rows.next();)
        contexts.push_back(rows.integer(1));
    std::int64_t removed = 0;
    for (const std::int64_t context : contexts) removed += trimContext(session, context, limits_);
    // Not after an error: the transaction's end would close the connection, and the lock with it.
    static_cast<void>(session.plainQuery(kUnlock.sql, {lock}));
    return removed;
}

}  // namespace dbpool
