#pragma once

#include "dbpool/replication/durability.h"
#include "dbpool/replication/survey.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dbpool {

struct PromotionRequest {
    std::string target;            ///< name of the server to promote; empty: the best one
    std::string registeredMaster;  ///< name of the server that the config DB calls the master
    Durability durability = Durability::Available;
    bool oldMasterIsDead = false;  ///< surely, and so are other missing servers: nothing is waited for, nobody counted
    /// Nobody asked for it: only a takeover, only while more than half of all servers answer, and not sooner than
    /// `pause` after the last promotion.
    bool automatic = false;
    std::chrono::milliseconds pause{0};
    std::chrono::system_clock::time_point now;
    /// Account by which replicas fetch the binary log, for a server that never was one; empty: the new master's own.
    std::string replicationUser;
    std::string replicationPassword;
};

enum class PromotionKind {
    Switchover,  ///< the master answers: it is closed, everything is awaited, it becomes a replica
    Takeover,    ///< it does not answer: what its replicas received decides
    Finish,      ///< the server has the term already: others follow it, it is opened, it is registered
};

/// Who becomes the master and what happens to the others. Indices are those of the views.
struct PromotionPlan {
    PromotionKind kind = PromotionKind::Takeover;
    std::size_t candidate = 0;
    std::optional<std::size_t> oldMaster;  ///< only if it answers
    std::vector<std::size_t> followers;  ///< visible servers that will follow the candidate, the old master among them
    std::vector<std::size_t> missing;
    bool waitLease = false;             ///< the old master may live: nodes that believe in it must have stopped first
    bool mayLoseCommits = false;        ///< acknowledged ones, for all that the servers that answer can tell
    std::vector<std::string> warnings;  ///< sentences
};

/// Decides, without touching anything.
/// @throws groupware::Error NotFound for an unknown target; Conflict with a sentence that says why not and what to do
[[nodiscard]] PromotionPlan planPromotion(std::span<const MemberView> views, const PromotionRequest& request);

/// The visible replica that received most. `excluded` is not asked.
/// @throws groupware::Error Conflict if there is none, or if no replica has everything that others have
[[nodiscard]] std::size_t bestReplica(std::span<const MemberView> views, std::optional<std::size_t> excluded);

/// Why this server cannot become the master now and what to do about it; nothing if it can.
[[nodiscard]] std::optional<std::string> obstacleOf(const MemberView& view, std::chrono::system_clock::time_point now);

}  // namespace dbpool
