#pragma once

#include "dbpool/configdb/server_transaction.h"
#include "dbpool/replication/server_group.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace dbpool {

/// The limits of routing; the options of options.h in typed form.
struct RoutingLimits {
    std::chrono::milliseconds admissionWait{5};   ///< for an admission under way, to share the next one
    std::chrono::milliseconds gateWait{20};       ///< for a replica to reach the state, before another server is asked
    int gateMisses = 3;                           ///< misses in a row that open a replica's breaker
    std::chrono::milliseconds gateProbe{1'000};   ///< open breaker: one read tries the replica this often
    std::chrono::milliseconds writeWait{10'000};  ///< for a master to be there
    std::chrono::milliseconds writeTime{25'000};  ///< for all that a request's writes wait for; see WriteTime
    GroupLimits group;                            ///< of each database cluster
    int writeAttempts = 5;                        ///< of one transaction that loses against others
    TransactionTimeouts transaction;
    std::size_t cachedPlacements = 100'000;
    std::chrono::milliseconds changeKeepTime{600'000};  ///< change records younger than this stay
    std::int64_t changeKeepRows = 1'000;                ///< and at least so many per context
    std::string site;                                   ///< of this process: its replicas are asked first
};

}  // namespace dbpool
