#include "dbpool/routing/reader.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/routing/request_counters.h"
#include "dbpool/routing/statement.h"
#include "groupware/base/error.h"

#include <chrono>
#include <utility>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr ReadStatement kMasterState{"routing.state.master",
                                     "SELECT seq, epoch, @@gtid_binlog_pos, @@read_only FROM ctx_state WHERE cid = ?"};

GateBreaker::Instant now() {
    return std::chrono::steady_clock::now();
}

void count(std::uint64_t RequestCounters::*counter) {
    if (RequestCounters* counters = CountingScope::current()) ++(counters->*counter);
}

}  // namespace

struct Reader::Target {
    groupware::ContextId context;
    ContextLocation location;
    std::shared_ptr<DatabaseCluster> cluster;
    ClusterRoles roles;
    const Look& look;

    [[nodiscard]] bool masterAnswers() const { return roles.master != nullptr && roles.master->pool.available(); }
    [[nodiscard]] std::unique_ptr<Session> connect(DatabaseServer& server) const {
        return std::make_unique<Session>(cluster, server, server.pool.acquire(), location.schema, context);
    }
};

/// The state that a snapshot must have reached.
struct Reader::Required {
    bool known = true;   ///< false: nobody can say, for lack of a master
    bool strict = true;  ///< false: any state will do, also one that the master does not have yet
    groupware::Seq seq;
    std::string gtid;
};

std::unique_ptr<Session> Reader::open(groupware::ContextId context, const Freshness& freshness, const Look& look) {
    auto session = placements_.with(context, [&](const ContextLocation& location) {
        auto cluster = clusters_.get(location.cluster);
        ClusterRoles roles = cluster->roles();
        return openAt({context, location, std::move(cluster), std::move(roles), look}, freshness);
    });
    if (session->state.unproven) count(&RequestCounters::unprovenReads);
    return session;
}

std::unique_ptr<Session> Reader::openAt(const Target& target, const Freshness& freshness) {
    const std::vector<DatabaseServer*>& replicas = target.roles.replicas;
    if (!replicas.empty()) {
        const Required required = requirement(target, freshness);
        if (!required.known) return openUnproven(target, replicas);
        for (DatabaseServer* replica : replicas)
            if (auto session = openReplica(target, *replica, required)) return session;
    }
    const bool othersMayKnow = !replicas.empty() && !target.masterAnswers();
    if (othersMayKnow) return openUnproven(target, replicas);
    try {
        return withLiveConnection([&] { return openMaster(target); });  // unproven if it is read-only
    } catch (const DbError& error) {
        if (!serverGone(error.kind())) throw;
        return openUnproven(target, replicas);
    }
}

Reader::Required Reader::requirement(const Target& target, const Freshness& freshness) {
    if (freshness.kind() == Freshness::Kind::Eventual) return {.known = true, .strict = false, .seq = {}, .gtid = {}};
    const groupware::CommitToken& token = freshness.state();
    // A token of another placement or from before a promotion proves nothing about these servers.
    const bool comparable = freshness.kind() == Freshness::Kind::AtLeast && token.epoch == target.location.epoch &&
                            token.term == target.roles.term && token.context == target.context;
    if (comparable) return {.known = true, .strict = true, .seq = token.seq, .gtid = token.gtid};
    return askMaster(target);
}

Reader::Required Reader::askMaster(const Target& target) {
    Required unknown{.known = false, .strict = true, .seq = {}, .gtid = {}};
    if (!target.masterAnswers()) return unknown;
    try {
        return withLiveConnection([&] {
            const auto session = target.connect(*target.roles.master);
            Rows rows = session->query(kMasterState.sql, {});
            if (!rows.next() || rows.integer(2) != target.location.epoch) throw StalePlacement{};
            return Required{.known = !rows.flag(4), .strict = true, .seq = {rows.integer(1)}, .gtid = rows.text(3)};
        });
    } catch (const DbError& error) {
        if (error.kind() == DbErrorKind::UnknownObject) throw StalePlacement{};
        if (!serverGone(error.kind())) throw;
        return unknown;
    }
}

/// A replica may show a commit whose acknowledgement is still on its way to the master. Nobody may be shown the state
/// before it afterwards, so it counts once the master has it, too.
bool Reader::isAheadOfMaster(const Target& target, const Session& session, const Required& required) {
    if (!required.strict || session.state.seq == required.seq) return false;
    const Required now = askMaster(target);
    return !now.known || now.seq < session.state.seq;
}

std::unique_ptr<Session> Reader::openReplica(const Target& target, DatabaseServer& replica,
                                             const Required& required) const {
    if (replica.weight == 0 || !replica.pool.available() || !replica.gate.allows(now())) return nullptr;
    try {
        auto session = target.connect(replica);
        const GateRequirement state{target.location.epoch, required.seq, required.gtid};
        if (passesGate(*session, target.look, state, limits_.gateWait)) {
            if (isAheadOfMaster(target, *session, required)) return nullptr;
            replica.gate.passed();
            replica.pool.countRead();
            count(&RequestCounters::replicaReads);
            return session;
        }
    } catch (const DbError& error) {
        if (serverGone(error.kind())) return nullptr;
        // The schema or table has not arrived there yet: behind, like a row that is too old.
        if (error.kind() != DbErrorKind::UnknownObject) throw;
        replica.pool.countGate(false, false);
    }
    replica.gate.missed(now());
    count(&RequestCounters::gateMisses);
    return nullptr;
}

std::unique_ptr<Session> Reader::openMaster(const Target& target) {
    DatabaseServer& master = *target.roles.master;
    try {
        auto session = target.connect(master);
        if (!target.look(*session) || session->state.epoch != target.location.epoch) throw StalePlacement{};
        if (session->state.unproven) target.cluster->look();  // it was demoted
        master.pool.countRead();
        count(&RequestCounters::masterReads);
        return session;
    } catch (const DbError& error) {
        if (error.kind() == DbErrorKind::UnknownObject && error.code() == kUnknownSchema) throw StalePlacement{};
        throw;
    }
}

std::unique_ptr<Session> Reader::openUnproven(const Target& target, const std::vector<DatabaseServer*>& replicas) {
    for (DatabaseServer* replica : replicas) {
        try {
            auto session = withLiveConnection([&] {
                auto opened = target.connect(*replica);
                return target.look(*opened) ? std::move(opened) : nullptr;
            });
            if (!session || session->state.epoch != target.location.epoch) continue;
            session->state.unproven = true;
            replica->pool.countRead();
            count(&RequestCounters::replicaReads);
            return session;
        } catch (const DbError& error) {
            if (!serverGone(error.kind()) && error.kind() != DbErrorKind::UnknownObject) throw;
        }
    }
    throw Error(ErrorCode::Unavailable, "no server of cluster " + target.cluster->definition().name + " can be read");
}

}  // namespace dbpool
