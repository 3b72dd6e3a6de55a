#pragma once

#include "dbpool/replication/durability.h"
#include "dbpool/replication/survey.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dbpool {

/// As monitoring systems count: the exit status of checkreplication.
enum class HealthLevel { Ok = 0, Warning = 1, Critical = 2 };

/// How far one replica is behind.
struct ReplicaLag {
    std::string name;
    std::int64_t transactions = 0;            ///< applied on the master and not here
    std::optional<std::chrono::seconds> lag;  ///< nothing if its threads do not run and something is missing
};

struct ReplicationHealth {
    HealthLevel level = HealthLevel::Ok;
    std::string master;                 ///< name; empty if there is none
    std::vector<std::string> findings;  ///< worst first; empty if all is well
    std::vector<ReplicaLag> lags;
};

struct HealthLimits {
    std::chrono::seconds warning{5};
    std::chrono::seconds critical{30};
};

/// Judges a cluster by what its servers say: exactly one master, all know its term, replicas receive from it, apply
/// without errors, are read-only and not late, semi-synchronous replication is as strict as promised.
/// @param earlier  a survey from before; a replica that heard nothing from its master in between is found. May be empty
[[nodiscard]] ReplicationHealth judge(std::span<const MemberView> views, std::span<const MemberView> earlier,
                                      Durability durability, const HealthLimits& limits);

}  // namespace dbpool
