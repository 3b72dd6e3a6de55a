#pragma once

#include "dbpool/pool/pool.h"
#include "dbpool/replication/commit_stall.h"
#include "dbpool/replication/master_choice.h"
#include "dbpool/replication/server_watch.h"
#include "groupware/base/error.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace dbpool {

/// How servers are watched; the options of options.h in typed form.
struct GroupLimits {
    std::chrono::milliseconds lookInterval{1'000};  ///< between two looks at a server while there is a master
    std::chrono::milliseconds searchInterval{200};  ///< while there is none, give or take a quarter
    std::chrono::seconds lookTimeout{2};            ///< for an answer of a watched server; to connect half of it
    std::chrono::milliseconds masterLease{2'000};   ///< see ServerGroup::roles()
    int waitingWriters = 6;                         ///< callers that wait for a master; more fail at once
};

/// More callers wait for a master than may.
class TooManyWaiters : public groupware::Error {
public:
    explicit TooManyWaiters(const std::string& group)
        : Error(groupware::ErrorCode::Unavailable, group + " has no master, and too many wait for one") {}
};

/// What is known of one member, for /metrics and /ready.
struct MemberStatus {
    bool master = false;
    bool reader = false;                                    ///< reads are sent to it; without a master, unproven ones
    std::optional<ServerReport> report;                     ///< empty if it did not answer last time
    std::string problem;                                    ///< why
    std::optional<std::int64_t> lag;                        ///< transactions of the master that it has not applied
    std::optional<std::chrono::milliseconds> heartbeatAge;  ///< of a replica: since it last heard from its master
    std::uint64_t releasedCommits = 0;                      ///< whose acknowledgement was lost: see CommitStall
};

/// Some database servers that replicate from each other, of which one is the master. Which one, they say themselves:
/// every member is asked each second, and at once when something fails, so that a promotion by any tool or by hand is
/// followed within about two seconds. Nothing of this happens on the threads of those who ask for the roles.
/// Safe to call from any thread.
class ServerGroup {
public:
    struct Settings {
        std::string name;            ///< for the log
        std::string schema;          ///< where `cluster_state` is
        std::size_t registered = 0;  ///< the member that is the master as far as the configuration knows
        /// Believe a master only while another member answers, too: a master that is cut off with us from all others
        /// may have lost its role without our knowledge.
        bool needsWitness = false;
        GroupLimits limits;
    };
    struct Roles {
        std::optional<std::size_t> master;
        std::int64_t term = 0;             ///< the highest that any member has shown; 0 = none is known
        std::vector<std::size_t> readers;  ///< who else may answer reads, in the order of the members
    };
    struct Taken {
        std::size_t member = 0;
        Lease lease;
        std::int64_t term = 0;
    };

    /// @param members  at least one. Must outlive this object; others use them, too
    ServerGroup(Settings settings, std::vector<Pool*> members, const ConnectionLimits& limits);
    ~ServerGroup();
    ServerGroup(const ServerGroup&) = delete;
    ServerGroup& operator=(const ServerGroup&) = delete;

    /// Who is what, as of the last answers. The very first call waits for these.
    ///
    /// There is no master unless its last answer is newer than GroupLimits::masterLease (two and a half times that,
    /// without a witness), and with needsWitness that of one other member as well. A promotion that cuts the replicas
    /// off from the old master and opens the new one later than that is therefore never overlapped. A server of a lower
    /// term than was ever shown is no master, whatever happens to the others. Without a master every member that
    /// answers is a reader, except masters of lower terms, and if none is left, all.
    [[nodiscard]] Roles roles() const;
    /// True if another server is known to be the master, or to become it, since `member` was the master of `term`.
    /// A connection lent before may still answer, as if nothing had happened.
    [[nodiscard]] bool wasReplaced(std::size_t member, std::int64_t term) const;

    /// Whether there is a master that can be reached, as far as is known by now. Returns at once, also the first time.
    [[nodiscard]] bool hasMaster() const;

    /// A connection to the master; waits until `deadline` for one to be there.
    /// @throws groupware::Error Unavailable then; TooManyWaiters at once
    [[nodiscard]] Taken acquireMaster(std::chrono::steady_clock::time_point deadline, Purpose purpose = Purpose::Write);

    /// Something failed, or a master said that it is none: look again soon. Returns at once.
    void look() noexcept;
    /// The same; returns when every member has answered, or its time is over.
    void lookNow();

    [[nodiscard]] std::vector<MemberStatus> status() const;
    /// What the clocks of the members show now, of those that answered last time.
    [[nodiscard]] std::vector<std::chrono::system_clock::time_point> clocks() const;

private:
    using Clock = std::chrono::steady_clock;
    /// What a member told beside its report.
    struct Member {
        Clock::time_point asked;  ///< when it was asked for the report it gave
        Clock::time_point heardFromMaster;
        std::string problem;
        CommitStall stall;
        std::uint64_t releasedCommits = 0;
    };
    class WaitingPlace;

    std::chrono::milliseconds heard(std::size_t index, WatchAnswer answer, Connection* connection);
    void keep(std::size_t index, WatchAnswer answer);
    void decide(Clock::time_point now);
    void become(const MasterChoice& choice);
    void used(std::size_t master);
    [[nodiscard]] bool mayFollowUnnamed(Clock::time_point now) const;
    [[nodiscard]] bool answersInTime(std::size_t member, Clock::time_point now) const;
    [[nodiscard]] std::optional<std::size_t> believed(Clock::time_point now) const;
    [[nodiscard]] Roles rolesAt(Clock::time_point now) const;
    [[nodiscard]] std::chrono::milliseconds interval(Clock::time_point now);
    /// What cluster_state says, if it is to name this member as the master from now on.
    [[nodiscard]] std::optional<ClusterState> toBeNamed(std::size_t index, Clock::time_point now) const;
    [[nodiscard]] bool stalled(std::size_t index, Clock::time_point now);
    void releaseReceived(std::size_t index, Connection& connection);
    [[nodiscard]] bool replicaReceived(std::size_t master, const GtidPosition& position) const;
    bool nameMaster(std::size_t index, const ClusterState& known, Connection& connection);
    void awaitFirstLook() const;
    [[nodiscard]] std::string nameOf(std::size_t index) const;

    const Settings settings_;
    const std::vector<Pool*> pools_;
    const Clock::time_point started_ = Clock::now();
    mutable std::atomic<bool> lookedOnce_{false};

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::optional<ServerReport>> reports_;  // guarded by mutex_; by member, empty without an answer
    std::vector<Member> members_;                       // guarded by mutex_
    std::optional<std::size_t> master_;                 // guarded by mutex_
    bool naming_ = false;                     // guarded by mutex_; master_ is not used before cluster_state names it
    bool contested_ = false;                  // guarded by mutex_
    std::int64_t term_ = 0;                   // guarded by mutex_; the highest ever shown
    Clock::time_point lastNamed_ = started_;  // guarded by mutex_; when a master was asked that is named
    std::string namingProblem_;               // guarded by mutex_; why the last try failed
    int waiting_ = 0;                         // guarded by mutex_
    std::minstd_rand jitter_;                 // guarded by mutex_
    bool stopping_ = false;                   // guarded by mutex_
    std::vector<std::unique_ptr<ServerWatch>> watches_;  // guarded by mutex_ but for their own functions
};

}  // namespace dbpool
