#include "dbpool/routing/context_eraser.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/routing/session.h"
#include "dbpool/routing/statement.h"
#include "groupware/base/error.h"

#include <chrono>
#include <string>
#include <vector>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr WriteStatement kClose{"routing.state.close",
                                "UPDATE ctx_state SET state = 'deleting' WHERE cid = ? AND epoch = ?"};
constexpr ReadStatement kEpoch{"routing.state.epoch", "SELECT epoch FROM ctx_state WHERE cid = ?"};
constexpr ReadStatement kTables{
    "routing.table.list",
    "SELECT c.TABLE_NAME FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
    " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE'"
    " WHERE c.TABLE_SCHEMA = DATABASE() AND c.COLUMN_NAME = 'cid' AND c.TABLE_NAME <> 'ctx_state'"};

/// Rows of one transaction: short enough not to hold up a replica.
constexpr std::int64_t kBatch = 1'000;

/// The rows of one context at one place.
class Rubble {
public:
    Rubble(Session& session, const TransactionTimeouts& timeouts) : session_(session), timeouts_(timeouts) {}

    /// Makes writers stop. @throws Error Conflict if the context's rows belong to another placement
    void close(std::int64_t epoch) {
        session_.beginWrite(timeouts_);
        const Value values[] = {epoch};
        if (session_.execute(kClose.sql, values) == 0 && session_.query(kEpoch.sql, {}).next())
            throw Error(ErrorCode::Conflict, "the context's rows belong to another placement");
        session_.commit();
    }

    [[nodiscard]] std::vector<std::string> tables() {
        std::vector<std::string> names;
        for (Rows rows = session_.plainQuery(kTables.sql, {}); rows.next();) names.push_back(rows.text(1));
        return names;
    }

    /// @return false if rows of another table still refer to this one's
    bool remove(const std::string& table) {
        const std::string sql = "DELETE FROM `" + table + "` WHERE cid = ? LIMIT " + std::to_string(kBatch);
        try {
            for (std::int64_t removed = kBatch; removed == kBatch;) {
                session_.beginWrite(timeouts_);
                removed = session_.execute(sql, {});
                session_.commit();
            }
            return true;
        } catch (const DbError& error) {
            if (error.kind() != DbErrorKind::ForeignKey) throw;
            session_.rollback();
            return false;
        }
    }

private:
    Session& session_;
    TransactionTimeouts timeouts_;
};

void removeAll(Rubble& rubble) {
    std::vector<std::string> left = rubble.tables();
    while (!left.empty()) {
        std::vector<std::string> blocked;
        for (const std::string& table : left)
            if (!rubble.remove(table)) blocked.push_back(table);
        if (blocked.size() == left.size())
            throw Error(ErrorCode::Internal, "foreign keys keep the rows of " + left.front());
        left = std::move(blocked);
    }
    rubble.remove("ctx_state");
}

}  // namespace

void ContextEraser::erase(groupware::ContextId context, const ContextLocation& location) {
    auto cluster = clusters_.get(location.cluster);
    const auto deadline = std::chrono::steady_clock::now() + limits_.writeWait;
    try {
        withLiveConnection([&] {
            MasterLease master = cluster->acquireMaster(deadline);
            Session session(cluster, master.server, std::move(master.lease), location.schema, context);
            Rubble rubble(session, limits_.transaction);
            rubble.close(location.epoch);
            removeAll(rubble);
        });
    } catch (const DbError& error) {
        if (error.code() == kUnknownSchema) return;  // no schema, no rows
        const bool repeatable =
            serverGone(error.kind()) || runsAgain(error.kind()) || error.kind() == DbErrorKind::CommitUnknown;
        if (repeatable) throw Error(ErrorCode::Unavailable, error.what());
        throw;
    }
}

}  // namespace dbpool
