#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/pool/pool.h"
#include "groupware/base/options.h"

#include <chrono>
#include <span>

/// The limits of connections and pools, the same for every database server.
namespace dbpool::pool {

inline constexpr groupware::DurationOption kConnectTimeout{
    .key = "dbpool.connectTimeout",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(2),
    .min = std::chrono::seconds(1),
    .max = std::chrono::seconds(60),
    .help = "Longest time to connect to a database server, in whole seconds."};
inline constexpr groupware::DurationOption kAnswerTimeout{
    .key = "dbpool.answerTimeout",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(2),
    .min = std::chrono::seconds(1),
    .max = std::chrono::minutes(10),
    .help =
        "Longest silence of a database server during one statement that only reads, in whole seconds; then the "
        "server counts as down until a probe finds it alive, and other servers are asked."};
inline constexpr groupware::DurationOption kReadTimeout{
    .key = "dbpool.readTimeout",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(12),
    .min = std::chrono::seconds(2),
    .max = std::chrono::minutes(10),
    .help =
        "Longest silence of a database server during one statement of a write, in whole seconds. COMMIT waits for "
        "the acknowledgement of a semi-synchronous replica, so keep it above the server's "
        "rpl_semi_sync_master_timeout unless that is meant to be endless. It is kept free at the end of "
        "dbpool.writeTime."};
inline constexpr groupware::DurationOption kLockTimeout{
    .key = "dbpool.lockTimeout",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(10),
    .min = std::chrono::seconds(1),
    .max = std::chrono::seconds(60),
    .help =
        "Longest wait for a lock in the database, in whole seconds. At least a second less than "
        "dbpool.readTimeout is used."};
inline constexpr groupware::IntegerOption kCachedStatements{
    .key = "dbpool.cachedStatements",
    .file = "dbpool.properties",
    .unit = "statements",
    .fallback = 256,
    .min = 1,
    .max = 10'000,
    .help =
        "Prepared statements kept per connection. The server limits the sum over all connections by "
        "max_prepared_stmt_count."};
inline constexpr groupware::IntegerOption kMaxConnections{
    .key = "dbpool.maxConnections",
    .file = "dbpool.properties",
    .unit = "connections",
    .fallback = 100,
    .min = 1,
    .max = 10'000,
    .help =
        "Connections of this process to the config DB, and the bound up to which it goes for a database that was "
        "registered with --poolhardlimit false; otherwise the --poolmax of a registered database holds. The sum over "
        "all nodes must stay below the server's max_connections."};
inline constexpr groupware::DurationOption kWaitTimeout{
    .key = "dbpool.waitTimeout",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(10),
    .min = std::chrono::milliseconds(1),
    .max = std::chrono::minutes(5),
    .help = "How long a request waits for a free connection before it is told to come back later."};
inline constexpr groupware::DurationOption kMaxLifetime{
    .key = "dbpool.maxLifetime",
    .file = "dbpool.properties",
    .fallback = std::chrono::minutes(10),
    .min = std::chrono::seconds(1),
    .max = std::chrono::hours(24),
    .help = "A connection older than this is closed instead of kept."};
inline constexpr groupware::DurationOption kMaxIdle{
    .key = "dbpool.maxIdle",
    .file = "dbpool.properties",
    .fallback = std::chrono::minutes(1),
    .min = std::chrono::seconds(1),
    .max = std::chrono::hours(24),
    .help = "A connection unused for this long is closed. Must be less than the server's wait_timeout."};
inline constexpr groupware::DurationOption kCheckAfterIdle{
    .key = "dbpool.checkAfterIdle",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(5),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::hours(24),
    .help = "A connection unused for this long is asked whether it is alive before it is used."};
inline constexpr groupware::IntegerOption kBreakerFailures{
    .key = "dbpool.breakerFailures",
    .file = "dbpool.properties",
    .unit = "failures",
    .fallback = 3,
    .min = 1,
    .max = 1000,
    .help =
        "After so many failed connects in a row a server counts as down: requests for it fail at once or go to "
        "another server."};
inline constexpr groupware::DurationOption kBreakerProbe{
    .key = "dbpool.breakerProbe",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(1),
    .min = std::chrono::milliseconds(1),
    .max = std::chrono::minutes(10),
    .help = "How often one request tries to connect to a server that counts as down."};

[[nodiscard]] std::span<const groupware::AnyOption> options();

[[nodiscard]] ConnectionLimits connectionLimits(const groupware::Configuration& configuration);
[[nodiscard]] PoolLimits poolLimits(const groupware::Configuration& configuration);

}  // namespace dbpool::pool
