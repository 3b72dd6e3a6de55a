#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <map>
#include <string_view>

namespace filestore {

/// How much of its quota a context uses.
struct Usage {
    std::int64_t used = 0;    ///< octets
    std::int64_t quota = -1;  ///< octets; -1 = unlimited
};

inline constexpr std::int64_t kUnlimited = -1;

/// The context's row, part of createcontext's transaction.
void createUsage(dbpool::WriteTransaction& tx, std::int64_t quota);

/// Changes the quota; contents above a lower one stay, only new ones are refused.
void setQuota(dbpool::WriteTransaction& tx, std::int64_t quota);

/// @throws Error NotFound if the context has no row
[[nodiscard]] Usage usage(dbpool::ReadSession& session);

/// Octets that each context of one schema uses: one statement for a report of the administration, where a session for
/// each context would be thousands. As fresh as the server that is asked.
/// @throws dbpool::DbError
[[nodiscard]] std::map<groupware::ContextId, std::int64_t> usageOfSchema(dbpool::Connection& connection,
                                                                         std::string_view schema);

/// Counts octets in the transaction that adds (`octets` > 0) or drops (< 0) the rows referring to them.
/// @throws Error QuotaExceeded if an addition would exceed the quota; dropping always succeeds
void charge(dbpool::WriteTransaction& tx, std::int64_t octets);

/// Refuses what charge() would refuse, before the octets are accepted. A hint: charge() decides.
/// @throws Error QuotaExceeded
void requireRoom(dbpool::ReadSession& session, std::int64_t octets);

/// Hands the blob to the trash collector in the transaction that drops the row referring to it. Does not change usage.
void trash(dbpool::WriteTransaction& tx, std::string_view key);

}  // namespace filestore
