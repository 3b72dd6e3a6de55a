#include "dbpool/replication/server_group.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/replication/waiting_commits.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <exception>
#include <numeric>
#include <utility>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

/// Between two tries to reach a master that is not there any more, as long as nobody knows better.
constexpr std::chrono::milliseconds kRetryInterval{50};

/// A master that cluster_state names may be away so long before another one is followed that nobody named.
constexpr std::chrono::milliseconds kAbsence{1'000};

ConnectionLimits watching(ConnectionLimits limits, std::chrono::seconds lookTimeout) {
    limits.connectTimeout = std::min(limits.connectTimeout, std::max(std::chrono::seconds(1), lookTimeout / 2));
    limits.readTimeout = lookTimeout;
    limits.answerTimeout = lookTimeout;
    return limits;
}

std::optional<std::chrono::milliseconds> ageOf(std::chrono::steady_clock::time_point since) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
}

/// True if the replica has had something from its master between two reports.
bool heardBetween(const ServerReport& earlier, const ServerReport& later) {
    for (const ReplicaThreads& now : later.replicas) {
        const auto before =
            std::find_if(earlier.replicas.begin(), earlier.replicas.end(),
                         [&](const ReplicaThreads& one) { return one.connectionName == now.connectionName; });
        if (before == earlier.replicas.end() || now.heardSince(*before)) return true;
    }
    return false;
}

}  // namespace

/// One place among the callers that wait for a master.
class ServerGroup::WaitingPlace {
public:
    explicit WaitingPlace(ServerGroup& group) : group_(group) {
        const std::scoped_lock lock(group_.mutex_);
        if (group_.waiting_ >= group_.settings_.limits.waitingWriters) throw TooManyWaiters(group_.settings_.name);
        ++group_.waiting_;
    }
    ~WaitingPlace() {
        const std::scoped_lock lock(group_.mutex_);
        --group_.waiting_;
    }
    WaitingPlace(const WaitingPlace&) = delete;
    WaitingPlace& operator=(const WaitingPlace&) = delete;

private:
    ServerGroup& group_;
};

ServerGroup::ServerGroup(Settings settings, std::vector<Pool*> members, const ConnectionLimits& limits)
    : settings_(std::move(settings)),
      pools_(std::move(members)),
      reports_(pools_.size()),
      members_(pools_.size()),
      jitter_(std::random_device{}()) {
    const std::scoped_lock lock(mutex_);  // the first watch may have an answer before the last one exists
    for (std::size_t index = 0; index < pools_.size(); ++index) {
        watches_.push_back(
            std::make_unique<ServerWatch>(pools_[index]->endpoint(), watching(limits, settings_.limits.lookTimeout),
                                          settings_.schema, [this, index](WatchAnswer answer, Connection* connection) {
                                              return heard(index, std::move(answer), connection);
                                          }));
    }
}

ServerGroup::~ServerGroup() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        for (const auto& watch : watches_) watch->stop();
    }
    for (const auto& watch : watches_) watch->join();
}

std::string ServerGroup::nameOf(std::size_t index) const {
    const Endpoint& endpoint = pools_[index]->endpoint();
    return endpoint.host + ":" + std::to_string(endpoint.port);
}

/// On the watch's thread.
std::chrono::milliseconds ServerGroup::heard(std::size_t index, WatchAnswer answer, Connection* connection) {
    if (answer.unreachable) pools_[index]->foundDead(answer.problem);  // first: nobody shall be sent there meanwhile
    const bool answered = answer.report.has_value();
    std::optional<ClusterState> known;
    bool waitInVain = false;
    std::chrono::milliseconds pause{};
    {
        const std::scoped_lock lock(mutex_);
        const auto now = Clock::now();
        keep(index, std::move(answer));
        decide(now);
        if (connection != nullptr) known = toBeNamed(index, now);
        waitInVain = stalled(index, now);
        pause = interval(now);
    }
    if (waitInVain) releaseReceived(index, *connection);
    if (answered && !pools_[index]->available()) pools_[index]->foundAlive();
    const bool named = known && nameMaster(index, *known, *connection);
    return named ? std::chrono::milliseconds::zero() : pause;  // at once, to see what was written
}

/// mutex_ is held.
void ServerGroup::keep(std::size_t index, WatchAnswer answer) {
    Member& member = members_[index];
    auto& report = reports_[index];
    if (answer.problem != member.problem) {
        const bool failed = !answer.problem.empty();
        if (failed)
            groupware::log::warning(
                "cluster.server_lost",
                {{"cluster", settings_.name}, {"server", nameOf(index)}, {"reason", answer.problem}});
        else
            groupware::log::information("cluster.server_back",
                                        {{"cluster", settings_.name}, {"server", nameOf(index)}});
    }
    member.problem = std::move(answer.problem);
    if (answer.report) {
        if (!report || heardBetween(*report, *answer.report)) member.heardFromMaster = answer.asked;
        member.asked = answer.asked;
        term_ = std::max(term_, answer.report->cluster.term);
        if (isNamed(*answer.report) && answer.report->cluster.term == term_) lastNamed_ = answer.asked;
    }
    report = std::move(answer.report);
}

/// mutex_ is held.
bool ServerGroup::mayFollowUnnamed(Clock::time_point now) const {
    const bool allAnswered =
        std::all_of(reports_.begin(), reports_.end(), [](const auto& report) { return report.has_value(); });
    return allAnswered || now - lastNamed_ >= kAbsence;
}

/// mutex_ is held.
void ServerGroup::decide(Clock::time_point now) {
    become(chooseMaster({.reports = reports_,
                         .highestTerm = term_,
                         .current = master_,
                         .registered = settings_.registered,
                         .mayFollowUnnamed = mayFollowUnnamed(now)}));
    if (naming_ && master_ && isNamed(*reports_[*master_])) used(*master_);
}

/// mutex_ is held.
void ServerGroup::become(const MasterChoice& choice) {
    if (choice.contested != contested_) {
        contested_ = choice.contested;
        if (contested_)
            groupware::log::error("cluster.two_masters", {{"cluster", settings_.name},
                                                          {"term", term_},
                                                          {"used", choice.master ? nameOf(*choice.master) : "none"}});
    }
    if (choice.master == master_) return;
    master_ = choice.master;
    naming_ = false;
    if (master_) {
        naming_ = !isNamed(*reports_[*master_]);
        if (!naming_) used(*master_);
    } else {
        groupware::log::warning("cluster.no_master", {{"cluster", settings_.name}, {"term", term_}});
    }
    if (naming_ || !master_)
        for (const auto& watch : watches_) watch->hurry();
}

/// From now on; mutex_ is held.
void ServerGroup::used(std::size_t master) {
    naming_ = false;
    groupware::log::information("cluster.master",
                                {{"cluster", settings_.name}, {"server", nameOf(master)}, {"term", term_}});
    changed_.notify_all();
}

/// mutex_ is held.
std::chrono::milliseconds ServerGroup::interval(Clock::time_point now) {
    const GroupLimits& limits = settings_.limits;
    if (believed(now))
        return settings_.needsWitness ? std::min(limits.lookInterval, limits.masterLease / 4) : limits.lookInterval;
    const auto quarter = static_cast<int>(limits.searchInterval.count() / 4);
    return limits.searchInterval +
           std::chrono::milliseconds(std::uniform_int_distribution<>(-quarter, quarter)(jitter_));
}

/// mutex_ is held.
std::optional<ClusterState> ServerGroup::toBeNamed(std::size_t index, Clock::time_point now) const {
    const auto& report = reports_[index];
    const bool mine = report && master_ == index && answersInTime(index, now);
    if (!mine || report->cluster.term == 0 || report->cluster.masterServerId == report->serverId) return std::nullopt;
    return report->cluster;
}

/// mutex_ is held.
bool ServerGroup::stalled(std::size_t index, Clock::time_point now) {
    Member& member = members_[index];
    if (believed(now) == index && reports_[index]) return member.stall.seen(*reports_[index], member.asked);
    member.stall = CommitStall();
    return false;
}

/// In the place of the replica that does not repeat its acknowledgement.
void ServerGroup::releaseReceived(std::size_t index, Connection& connection) {
    try {
        const WaitingCommits commits = findWaitingCommits(connection);
        if (!replicaReceived(index, commits.written)) return;
        if (commits.queries.empty()) throw Error(ErrorCode::Forbidden, "a session of another user waits");
        const std::int64_t released = releaseCommits(connection, commits);
        {
            const std::scoped_lock lock(mutex_);
            members_[index].releasedCommits += static_cast<std::uint64_t>(released);
        }
        groupware::log::warning("cluster.commits_released",
                                {{"cluster", settings_.name}, {"server", nameOf(index)}, {"commits", released}});
    } catch (const std::exception& error) {
        groupware::log::warning("cluster.commits_not_released",
                                {{"cluster", settings_.name}, {"server", nameOf(index)}, {"error", error.what()}});
    }
}

/// Whether one of those has it that are connected and acknowledge what this master writes.
bool ServerGroup::replicaReceived(std::size_t master, const GtidPosition& position) const {
    const std::scoped_lock lock(mutex_);
    if (!reports_[master]) return false;
    const auto has = [&, serverId = reports_[master]->serverId](const ReplicaThreads& one) {
        return one.receiver == ReceiverState::Running && one.masterServerId == serverId &&
               one.received.covers(position);
    };
    return std::any_of(reports_.begin(), reports_.end(), [&](const auto& report) {
        return report && report->semiSync.replicaEnabled &&
               std::any_of(report->replicas.begin(), report->replicas.end(), has);
    });
}

bool ServerGroup::nameMaster(std::size_t index, const ClusterState& known, Connection& connection) {
    std::string problem = "its cluster_state has changed meanwhile, or is of an older version";
    try {
        const bool named = claimCluster(connection, settings_.schema, known);
        if (named)
            groupware::log::warning(
                "cluster.master_named",
                {{"cluster", settings_.name}, {"server", nameOf(index)}, {"term_before", known.term}});
        if (named) return true;
    } catch (const DbError& error) {
        problem = error.what();
    }
    const std::scoped_lock lock(mutex_);
    if (naming_ && master_ == index) used(index);  // it is the master all the same
    if (std::exchange(namingProblem_, problem) != problem)
        groupware::log::warning("cluster.master_not_named",
                                {{"cluster", settings_.name}, {"server", nameOf(index)}, {"error", problem}});
    return false;
}

/// mutex_ is held.
bool ServerGroup::answersInTime(std::size_t member, Clock::time_point now) const {
    const auto lease = settings_.limits.masterLease;
    if (!settings_.needsWitness) return now - members_[member].asked <= lease * 5 / 2;
    if (now - members_[member].asked > lease) return false;
    for (std::size_t other = 0; other < members_.size(); ++other) {
        // The master itself, at another of its addresses, is no witness.
        const bool witness = other != member && reports_[other] && !isNamed(*reports_[other]);
        if (witness && now - members_[other].asked <= lease) return true;
    }
    return false;
}

/// mutex_ is held.
std::optional<std::size_t> ServerGroup::believed(Clock::time_point now) const {
    return master_ && !naming_ && answersInTime(*master_, now) ? master_ : std::nullopt;
}

/// mutex_ is held.
ServerGroup::Roles ServerGroup::rolesAt(Clock::time_point now) const {
    Roles roles{.master = believed(now), .term = term_, .readers = {}};
    for (std::size_t index = 0; index < reports_.size(); ++index) {
        const auto& report = reports_[index];
        if (!report || index == roles.master) continue;
        const bool leftBehind = report->claimsMaster() && report->cluster.term < term_;
        if (roles.master ? mayServeReads(*report, term_) : !leftBehind) roles.readers.push_back(index);
    }
    if (roles.master || !roles.readers.empty()) return roles;
    roles.readers.resize(reports_.size());  // nobody answers: whoever asks may see for himself
    std::iota(roles.readers.begin(), roles.readers.end(), std::size_t{0});
    return roles;
}

void ServerGroup::awaitFirstLook() const {
    if (lookedOnce_) return;
    const auto deadline = started_ + settings_.limits.lookTimeout * 2;
    for (const auto& watch : watches_) watch->waitFor(ServerWatch::kFirst, deadline);
    lookedOnce_ = true;
}

ServerGroup::Roles ServerGroup::roles() const {
    awaitFirstLook();
    const std::scoped_lock lock(mutex_);
    return rolesAt(Clock::now());
}

bool ServerGroup::hasMaster() const {
    std::optional<std::size_t> master;
    {
        const std::scoped_lock lock(mutex_);
        master = rolesAt(Clock::now()).master;
    }
    return master && pools_[*master]->available();
}

bool ServerGroup::wasReplaced(std::size_t member, std::int64_t term) const {
    const std::scoped_lock lock(mutex_);
    return (term != 0 && term_ > term) || (master_ && *master_ != member);
}

ServerGroup::Taken ServerGroup::acquireMaster(Clock::time_point deadline, Purpose purpose) {
    std::optional<WaitingPlace> place;
    std::string problem = "there is none";
    for (;;) {
        const Roles now = roles();
        if (now.master) {
            try {
                return {
                    .member = *now.master, .lease = pools_[*now.master]->acquire(purpose, deadline), .term = now.term};
            } catch (const DbError& error) {
                if (error.kind() == DbErrorKind::Timeout)  // a pool that is full has waited already
                    throw Error(ErrorCode::Unavailable, settings_.name + ": the master: " + error.what());
                if (error.kind() != DbErrorKind::Unreachable && error.kind() != DbErrorKind::ConnectionLost) throw;
                problem = error.what();
            }
        }
        const auto pause = Clock::now() + kRetryInterval;
        if (pause > deadline) throw Error(ErrorCode::Unavailable, settings_.name + ": the master: " + problem);
        if (!place) place.emplace(*this);
        std::unique_lock lock(mutex_);
        changed_.wait_until(lock, pause);
    }
}

void ServerGroup::look() noexcept {
    try {
        const std::scoped_lock lock(mutex_);
        if (stopping_) return;
        for (const auto& watch : watches_) watch->hurry();
    } catch (const std::exception& error) {
        groupware::log::error("cluster.look_failed", {{"cluster", settings_.name}, {"error", error.what()}});
    }
}

void ServerGroup::lookNow() {
    const auto deadline = Clock::now() + settings_.limits.lookTimeout * 2;
    std::vector<std::uint64_t> looks;
    for (const auto& watch : watches_) looks.push_back(watch->hurry());
    for (std::size_t index = 0; index < watches_.size(); ++index) watches_[index]->waitFor(looks[index], deadline);
}

std::vector<std::chrono::system_clock::time_point> ServerGroup::clocks() const {
    const std::scoped_lock lock(mutex_);
    const auto now = Clock::now();
    std::vector<std::chrono::system_clock::time_point> all;
    for (std::size_t index = 0; index < reports_.size(); ++index) {
        if (!reports_[index]) continue;
        const auto since = std::chrono::duration_cast<std::chrono::system_clock::duration>(now - members_[index].asked);
        all.push_back(reports_[index]->clock + since);
    }
    return all;
}

std::vector<MemberStatus> ServerGroup::status() const {
    const std::scoped_lock lock(mutex_);
    const auto now = Clock::now();
    const auto master = believed(now);
    const auto readers = rolesAt(now).readers;
    std::vector<MemberStatus> all;
    for (std::size_t index = 0; index < reports_.size(); ++index) {
        MemberStatus status{.master = index == master,
                            .reader = std::find(readers.begin(), readers.end(), index) != readers.end(),
                            .report = reports_[index],
                            .problem = members_[index].problem,
                            .lag = std::nullopt,
                            .heartbeatAge = std::nullopt,
                            .releasedCommits = members_[index].releasedCommits};
        const auto& report = status.report;
        if (report && master && index != *master && reports_[*master])
            status.lag = report->applied().distanceTo(reports_[*master]->binlogPosition);
        if (report && report->follows()) status.heartbeatAge = ageOf(members_[index].heardFromMaster);
        all.push_back(std::move(status));
    }
    return all;
}

}  // namespace dbpool
