#include "dbpool/replication/promotion.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/replication/account_check.h"
#include "dbpool/replication/promotion_script.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <future>
#include <map>
#include <thread>
#include <utility>

namespace dbpool {
namespace {

using groupware::Error;
using groupware::ErrorCode;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kSlice{500};  ///< of a wait; well below any read timeout
constexpr std::chrono::milliseconds kPoll{20};
constexpr std::chrono::milliseconds kOrderlyEnd{100};  ///< for writes that run when the server is closed

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::Conflict, text, text);
}

[[noreturn]] void fail(const std::string& text) {
    throw Error(ErrorCode::Unavailable, text, text);
}

}  // namespace

/// One connection to one member. It holds the lock against other promotions.
struct Promotion::Worker {
    Worker(const Endpoint& endpoint, const ConnectionLimits& limits) : connection(endpoint, limits) {}

    Connection connection;
    ServerSteps steps{connection};
};

Promotion::Promotion(std::vector<Member> members, std::string schema, PromotionRequest request,
                     const PromotionLimits& limits, Progress progress)
    : members_(std::move(members)),
      schema_(std::move(schema)),
      request_(std::move(request)),
      limits_(limits),
      progress_(std::move(progress)),
      workers_(members_.size()) {}

Promotion::~Promotion() = default;

void Promotion::look() {
    views_ = survey(members_, schema_, limits_.look);
}

void Promotion::plan() {
    look();
    plan_ = planPromotion(views_, request_);
    newTerm_ = highestTerm(views_) + 1;
}

Promotion::Worker& Promotion::worker(std::size_t index) {
    auto& known = workers_[index];
    if (!known) known = std::make_unique<Worker>(members_[index].endpoint, limits_.work);
    return *known;
}

Promotion::Preview Promotion::preview() {
    plan();
    return {.master = nameOf(plan_.candidate),
            .lines = scriptOf(plan_, views_, request_, schema_, newTerm_),
            .allowed = allowed()};
}

Promotion::Outcome Promotion::run() {
    plan();
    requireRights();  // before the locks: who may not promote keeps nobody from it
    claimAll();
    requireReplicationAccount();
    try {
        if (plan_.kind == PromotionKind::Switchover) closeOldMaster();
        if (plan_.kind == PromotionKind::Takeover) takeOver();
        if (plan_.kind != PromotionKind::Finish) detachCandidate();
        worker(plan_.candidate).steps.acknowledgeBy(request_.durability);
        awaitAcknowledging(repointFollowers());
        awaitLease();
        raiseEpochs();
        openCandidate();
    } catch (const DbError& error) {
        fail(std::string("the promotion stopped: ") + error.what() + "; repeat it, it goes on where it stopped");
    }
    return {.master = nameOf(plan_.candidate), .epochsRaised = epochsRaised_, .warnings = plan_.warnings};
}

/// In the same order for everybody, whatever the servers are called: of several that try, one gets all.
void Promotion::lockAll() {
    std::map<std::int64_t, std::size_t> byServerId;
    for (std::size_t i = 0; i < views_.size(); ++i) {
        if (views_[i].visible()) byServerId.emplace(views_[i].report->serverId, i);
    }
    for (const auto& [id, i] : byServerId) {
        if (!worker(i).steps.lock()) refuse("another promotion of this cluster is running; it holds " + nameOf(i));
    }
}

void Promotion::claimAll() {
    lockAll();
    // What was seen before may have been somebody else's promotion on its way; now nobody else changes anything.
    if (request_.automatic) plan();
}

bool Promotion::allowed() {
    for (std::size_t i = 0; i < views_.size(); ++i) {
        if (views_[i].visible() && !missingPromotionRights(worker(i).connection).empty()) return false;
    }
    return true;
}

void Promotion::requireRights() {
    if (allowed()) return;
    refuse(
        "the accounts of these servers may not promote (registerdatabase --operator-user); --dry-run prints the SQL");
}

/// A server that was never a replica, as the first master, needs an account to follow the new one with.
void Promotion::requireReplicationAccount() {
    if (!request_.replicationUser.empty()) return;
    const bool needed = std::any_of(plan_.followers.begin(), plan_.followers.end(),
                                    [&](std::size_t index) { return views_[index].report->replicas.empty(); });
    if (!needed || mayReplicate(worker(plan_.candidate).connection)) return;
    refuse("the account " + members_[plan_.candidate].endpoint.user +
           " lacks REPLICATION SLAVE, so the old master could not follow; name one that has it (--replication-user)");
}

void Promotion::closeOldMaster() {
    const auto master = plan_.oldMaster.value();
    catchUp(worker(master).steps.binlogPosition(), "what " + nameOf(master) + " has committed so far");
    try {
        closeAndCatchUp(master);
    } catch (const std::exception& error) {
        worker(master).steps.setReadOnly(false);
        fail(std::string(error.what()) + "; " + nameOf(master) + " is open again and still the master");
    }
}

/// The server lets no write begin until the last one that runs has ended. That one may wait for a row of a transaction
/// which could only go on by a write of its own: without help they wait for each other until one has a timeout.
void Promotion::close(std::size_t master) {
    Worker other(members_[master].endpoint, limits_.work);
    auto closed = std::async(std::launch::async, [&] { worker(master).steps.setReadOnly(true); });
    while (closed.wait_for(kOrderlyEnd) != std::future_status::ready) other.steps.endWriters();
    closed.get();
}

void Promotion::closeAndCatchUp(std::size_t master) {
    auto& steps = worker(master).steps;
    close(master);
    progress_(nameOf(master) + " is read-only");
    // A transaction that had begun may still be ending when the position is read; then it counts as well.
    constexpr int kRounds = 20;
    for (int round = 0; round < kRounds; ++round) {
        steps.endWriters();
        const auto last = steps.binlogPosition();
        catchUp(last, "its last transaction, " + last.text());
        if (steps.binlogPosition() == last) return;
    }
    fail("somebody goes on writing to " + nameOf(master) + " although it is read-only");
}

void Promotion::catchUp(const GtidPosition& position, const std::string& what) {
    const auto deadline = Clock::now() + limits_.catchUp;
    if (views_[plan_.candidate].report->replicas.empty()) return;  // detached earlier, and found to have everything
    while (!worker(plan_.candidate).steps.waitApplied(position, kSlice)) {
        requireApplier(plan_.candidate);
        if (Clock::now() > deadline) {
            fail(nameOf(plan_.candidate) + " did not get to " + what + " in time; look at its lag (checkreplication)");
        }
    }
    progress_(nameOf(plan_.candidate) + " has " + what);
}

/// @throws Conflict unless the thread runs that applies what is received
void Promotion::requireApplier(std::size_t index) {
    views_[index].report = readServerReport(worker(index).connection, schema_);
    if (const auto obstacle = obstacleOf(views_[index], request_.now)) refuse(*obstacle);
}

void Promotion::takeOver() {
    try {
        cutReceivers();
        // Only now nobody receives any more: who has most is asked again.
        plan();
        if (plan_.kind != PromotionKind::Takeover)
            refuse("the master has come back meanwhile; look at it, then repeat");
        lockAll();
        drain();
    } catch (...) {
        restartReceivers();
        throw;
    }
}

void Promotion::cutReceivers() {
    for (const auto index : plan_.followers) worker(index).steps.stopReceiver();
    worker(plan_.candidate).steps.stopReceiver();
    cutAt_ = Clock::now();
    progress_("no replica receives from the old master any more");
}

/// Only where the applier runs: with both threads stopped, starting one drops the relay log.
void Promotion::restartReceivers() noexcept {
    for (const auto& known : workers_) {
        try {
            if (!known) continue;
            const auto report = readServerReport(known->connection, schema_);
            const bool applies = !report.replicas.empty() && report.replicas.front().applierRunning;
            if (applies) known->steps.startReceiver();
        } catch (const std::exception&) {
            // It is the next call's: a receiver that does not run is seen and told.
        }
    }
}

/// Applies what the candidate received. However long that takes: giving up would lose acknowledged commits.
void Promotion::drain() {
    const auto position = views_[plan_.candidate].report->received();
    const auto missing = views_[plan_.candidate].report->applied().distanceTo(position);
    progress_(nameOf(plan_.candidate) + " received most, up to " + position.text() + "; " + std::to_string(missing) +
              " transactions to apply");
    if (views_[plan_.candidate].report->replicas.empty()) return;
    while (!worker(plan_.candidate).steps.waitApplied(position, kSlice)) requireApplier(plan_.candidate);
}

void Promotion::detachCandidate() {
    worker(plan_.candidate).steps.forgetMaster();
    progress_(nameOf(plan_.candidate) + " has applied everything and follows nobody");
}

ReplicationSource Promotion::sourceAt(std::size_t index, bool withAccount) const {
    const auto& endpoint = members_[index].endpoint;
    ReplicationSource source;
    source.host = endpoint.host;
    source.port = endpoint.port;
    source.tls = !endpoint.tlsCaFile.empty();
    if (!withAccount) return source;
    const bool own = !request_.replicationUser.empty();
    source.user = own ? request_.replicationUser : endpoint.user;
    source.password = own ? request_.replicationPassword : endpoint.password;
    return source;
}

bool Promotion::followsAlready(std::size_t follower, std::size_t master) const {
    const auto& replicas = views_[follower].report->replicas;
    return std::any_of(replicas.begin(), replicas.end(), [&](const ReplicaThreads& threads) {
        return threads.receiver == ReceiverState::Running && threads.applierRunning &&
               threads.masterServerId == views_[master].report->serverId;
    });
}

int Promotion::repointFollowers() {
    int followers = 0;
    for (const auto index : plan_.followers) {
        try {
            if (repoint(index, plan_.candidate)) ++followers;
        } catch (const DbError& error) {
            // The cluster needs its master more than this replica.
            plan_.warnings.push_back(nameOf(index) + " does not follow yet (" + error.what() +
                                     "): promotedatabase --rejoin " + nameOf(index));
        }
    }
    return followers;
}

/// @return false if it cannot follow, which is a warning
bool Promotion::repoint(std::size_t follower, std::size_t master) {
    // One that connected before the new master asked for acknowledgements sends none; it connects again.
    if (followsAlready(follower, master) && views_[follower].report->semiSync.replicaActive) return true;
    auto& steps = worker(follower).steps;
    const auto divergence = divergenceOf(steps.binlogState(), worker(master).steps.binlogState());
    if (!divergence.empty()) {
        plan_.warnings.push_back(nameOf(follower) + " has transactions that " + nameOf(master) + " lacks (" +
                                 divergence + ") and cannot follow it; build it anew from a copy");
        return false;
    }
    steps.setReadOnly(true);
    steps.follow(sourceAt(master, views_[follower].report->replicas.empty()));
    progress_(nameOf(follower) + " follows " + nameOf(master));
    return true;
}

/// Commits of the candidate reach a replica from its first one on, the new term.
void Promotion::awaitAcknowledging(int followers) {
    const auto deadline = Clock::now() + limits_.attach;
    auto& candidate = worker(plan_.candidate);
    std::int64_t attached = 0;
    for (;;) {
        attached = readServerReport(candidate.connection, schema_).semiSync.acknowledging;
        if (attached >= followers || Clock::now() > deadline) break;
        std::this_thread::sleep_for(kPoll);
    }
    warnAboutReceivers();
    acknowledged_ = attached > 0;
    if (acknowledged_) return;
    if (views_[plan_.candidate].report->readOnly) candidate.steps.acknowledgeAlone();  // for the new term alone
    plan_.warnings.push_back("no replica acknowledges what " + nameOf(plan_.candidate) + " commits" +
                             (request_.durability == Durability::Strict ? ": writes wait until one does" : ""));
}

/// A follower that cannot log in at the new master says so by itself only.
void Promotion::warnAboutReceivers() {
    for (const auto index : plan_.followers) {
        if (!workers_[index]) continue;
        const auto report = readServerReport(workers_[index]->connection, schema_);
        for (const auto& threads : report.replicas) {
            if (threads.receiver == ReceiverState::Running || threads.receiverError.empty()) continue;
            plan_.warnings.push_back(nameOf(index) + " does not reach " + nameOf(plan_.candidate) + ": " +
                                     threads.receiverError);
        }
    }
}

/// A node may believe in the old master until its lease ends; two masters at one time would each take writes.
void Promotion::awaitLease() {
    if (!plan_.waitLease) return;
    const auto end = cutAt_ + limits_.lease;
    if (Clock::now() < end) progress_("waiting until no node believes in the old master any more");
    std::this_thread::sleep_until(end);
}

/// Before anybody can use the new master: what was promised about commits that it may lack must not be believed there.
void Promotion::raiseEpochs() {
    if (!plan_.mayLoseCommits) return;
    const auto contexts = worker(plan_.candidate).steps.raiseEpochs();
    epochsRaised_ = true;
    progress_("commits may be lost: " + std::to_string(contexts) + " contexts get a new epoch");
}

void Promotion::openCandidate() {
    auto& candidate = worker(plan_.candidate);
    const auto& cluster = views_[plan_.candidate].report->cluster;
    const bool named = cluster.masterServerId == views_[plan_.candidate].report->serverId;
    if (plan_.kind != PromotionKind::Finish || !named) {
        candidate.steps.raiseTerm(schema_, newTerm_);
        progress_("term " + std::to_string(newTerm_) + " names " + nameOf(plan_.candidate));
    }
    if (!acknowledged_ && request_.durability == Durability::Strict) candidate.steps.acknowledgeBy(request_.durability);
    candidate.steps.setReadOnly(false);
    progress_(nameOf(plan_.candidate) + " is open for writes");
}

Promotion::Outcome Promotion::rejoin(const std::string& name) {
    look();
    const auto index = memberNamed(views_, name);
    const auto master = masterAmong(views_);
    if (!master) refuse("there is no master to follow; promote one first");
    if (*master == index) refuse(name + " is the master");
    if (!views_[index].visible()) refuse(name + " does not answer: " + views_[index].problem);
    try {
        if (followsAlready(index, *master)) return {.master = nameOf(*master), .epochsRaised = false, .warnings = {}};
        if (!worker(index).steps.lock()) refuse("a promotion of this cluster is running");
        worker(index).steps.setReadOnly(true);
        worker(index).steps.endWriters();
        if (!repoint(index, *master)) {
            refuse(plan_.warnings.back() +
                   ". Transactions that no replica received before a crash are removed by starting it with "
                   "--init-rpl-role=SLAVE --rpl-semi-sync-slave-enabled=ON --skip-slave-start; then repeat");
        }
    } catch (const DbError& error) {
        fail(name + " did not rejoin: " + error.what());
    }
    return {.master = nameOf(*master), .epochsRaised = false, .warnings = plan_.warnings};
}

}  // namespace dbpool
