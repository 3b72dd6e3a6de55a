#pragma once

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/principals/object_quota.h"

#include <cstdint>
#include <optional>
#include <vector>

/// How many objects of each module a context may have. Whoever makes or removes objects says so in the transaction that
/// does it; each call is one statement, however many objects there are.
namespace groupware::principals {

/// Counts `count` objects that the transaction adds.
/// @throws Error QuotaExceeded if the context may not have them; nothing may be committed then
void requireRoom(dbpool::WriteTransaction& tx, QuotaModule module, std::int64_t count = 1);
/// Counts `count` objects that the transaction removes, also beyond the quota.
void releaseRoom(dbpool::WriteTransaction& tx, QuotaModule module, std::int64_t count = 1);

/// What the session's context may have and has.
[[nodiscard]] ObjectQuota quotaOf(dbpool::ReadSession& session, QuotaModule module);

/// Sets what the context may have; absent = as if nothing had been set. Less than it has is no error: until there is
/// room again, nothing can be added. Records no change.
/// @throws Error BadRequest for a negative number
void setQuota(dbpool::WriteTransaction& tx, QuotaModule module, std::optional<std::int64_t> maximum);

/// Reads the quotas of contexts, as fresh as the caller asks. Safe to call from any thread.
class ObjectQuotas {
public:
    /// @param database  outlives this object
    explicit ObjectQuotas(dbpool::ContextDatabase& database) : database_(database) {}

    /// Of every module, in the order of quotaModules().
    [[nodiscard]] std::vector<ObjectQuota> all(const Caller& caller);

private:
    dbpool::ContextDatabase& database_;
};

}  // namespace groupware::principals
