#pragma once

#include "dbpool/replication/server_group.h"
#include "groupware/base/options.h"

#include <chrono>
#include <span>

/// How the roles of database servers are watched; what the options mean is at GroupLimits.
namespace dbpool::replication {

inline constexpr groupware::DurationOption kLookInterval{
    .key = "dbpool.lookInterval",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(1),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::seconds(60),
    .help =
        "How often each database server is asked whether it is master or replica, and how far it is. After a failure "
        "it is asked at once."};
inline constexpr groupware::DurationOption kSearchInterval{.key = "dbpool.searchInterval",
                                                           .file = "dbpool.properties",
                                                           .fallback = std::chrono::milliseconds(200),
                                                           .min = std::chrono::milliseconds(50),
                                                           .max = std::chrono::seconds(10),
                                                           .help = "The same while a group of servers has no master."};
inline constexpr groupware::DurationOption kLookTimeout{
    .key = "dbpool.lookTimeout",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(2),
    .min = std::chrono::seconds(1),
    .max = std::chrono::seconds(60),
    .help = "How long a server may take for that answer, in whole seconds, and half as long to connect."};
inline constexpr groupware::DurationOption kMasterLease{
    .key = "dbpool.masterLease",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(2),
    .min = std::chrono::milliseconds(500),
    .max = std::chrono::seconds(60),
    .help =
        "How long a master is believed without a new answer of it and of one more server. It holds for clusters of "
        "durability strict with at least three servers; elsewhere the master's own answer counts alone, for two and a "
        "half times as long. A promotion waits as long as this before it opens the new master."};

[[nodiscard]] std::span<const groupware::AnyOption> options();

/// All but GroupLimits::waitingWriters, which is an option of routing.
[[nodiscard]] GroupLimits limits(const groupware::Configuration& configuration);

}  // namespace dbpool::replication
