#pragma once

#include "dbpool/replication/promotion_plan.h"
#include "dbpool/replication/server_steps.h"
#include "dbpool/replication/survey.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dbpool {

struct PromotionLimits {
    ConnectionLimits look{};  ///< for asking a server what it is
    /// For the steps: stopping a replica waits for the transaction it applies.
    ConnectionLimits work{.connectTimeout = std::chrono::seconds(2), .readTimeout = std::chrono::minutes(5)};
    /// How long nodes go on believing in a master that they cannot prove; counted from when its replicas were cut off.
    /// At least what `dbpool.masterLease` says.
    std::chrono::milliseconds lease{3000};
    /// Switchover: for the candidate to catch up before the master is closed, and again while it is. A takeover waits
    /// for as long as the candidate makes progress.
    std::chrono::milliseconds catchUp = std::chrono::seconds(30);
    std::chrono::milliseconds attach = std::chrono::seconds(5);  ///< for the others to reach the new master
};

/// Makes another server the master of its cluster. One call for one object; used by one thread. Everything is decided
/// from what the servers say, so a promotion that was interrupted anywhere is finished by repeating it.
class Promotion {
public:
    /// Hears a sentence per step, as it is done.
    using Progress = std::function<void(const std::string&)>;

    /// @param members  all registered servers of the cluster, with an account that may do ServerSteps
    /// @param schema   where `cluster_state` is
    Promotion(std::vector<Member> members, std::string schema, PromotionRequest request, const PromotionLimits& limits,
              Progress progress);
    ~Promotion();
    Promotion(const Promotion&) = delete;
    Promotion& operator=(const Promotion&) = delete;

    struct Preview {
        std::string master;              ///< who would become it
        std::vector<std::string> lines;  ///< what would be done, with the SQL to do it by hand
        bool allowed = true;             ///< whether the accounts may do it
    };
    /// @throws groupware::Error Conflict if it would be refused
    [[nodiscard]] Preview preview();

    struct Outcome {
        std::string master;  ///< name of the server that is the master now
        /// The epochs of all contexts on it were raised, since commits may be lost. What says elsewhere where contexts
        /// are has to follow.
        bool epochsRaised = false;
        std::vector<std::string> warnings;
    };
    /// @throws groupware::Error Conflict if it is refused: then nothing has changed; Unavailable if it failed on the
    ///         way: the text says what is done and that it may be repeated
    Outcome run();

    /// Makes the member of that name, an old master or a replica that was left behind, follow the master.
    /// @throws groupware::Error Conflict if it has transactions that the master lacks, or there is no master
    Outcome rejoin(const std::string& name);

private:
    struct Worker;

    void look();
    void plan();
    [[nodiscard]] Worker& worker(std::size_t index);
    [[nodiscard]] const std::string& nameOf(std::size_t index) const { return views_[index].member.name; }
    [[nodiscard]] ReplicationSource sourceAt(std::size_t index, bool withAccount) const;

    void lockAll();
    void claimAll();
    [[nodiscard]] bool allowed();
    void requireRights();
    void requireReplicationAccount();
    void closeOldMaster();
    void close(std::size_t master);
    void closeAndCatchUp(std::size_t master);
    void catchUp(const GtidPosition& position, const std::string& what);
    void cutReceivers();
    void restartReceivers() noexcept;
    void takeOver();
    void drain();
    void requireApplier(std::size_t index);
    void detachCandidate();
    int repointFollowers();
    [[nodiscard]] bool repoint(std::size_t follower, std::size_t master);
    [[nodiscard]] bool followsAlready(std::size_t follower, std::size_t master) const;
    void awaitAcknowledging(int followers);
    void warnAboutReceivers();
    void openCandidate();
    void raiseEpochs();
    void awaitLease();

    std::vector<Member> members_;
    std::string schema_;
    PromotionRequest request_;
    PromotionLimits limits_;
    Progress progress_;

    std::vector<MemberView> views_;
    PromotionPlan plan_;
    std::vector<std::unique_ptr<Worker>> workers_;  ///< by index; null until used
    std::chrono::steady_clock::time_point cutAt_;
    std::int64_t newTerm_ = 0;
    bool acknowledged_ = false;  ///< a replica acknowledges what the candidate commits
    bool epochsRaised_ = false;
};

}  // namespace dbpool
