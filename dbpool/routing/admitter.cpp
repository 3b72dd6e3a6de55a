#include "dbpool/routing/admitter.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/routing/request_counters.h"
#include "dbpool/routing/session.h"
#include "dbpool/routing/statement_text.h"
#include "groupware/base/error.h"

#include <bit>
#include <string>
#include <utility>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

/// The statement's own columns come first, so that its caller counts them from 1. One primary-key row on each side:
/// the optimizer reads both as constants.
std::string compose(const AdmissionStatement& statement) {
    std::string sql = "SELECT ";
    sql += statement.columns;
    sql += ", c.seq, c.epoch, c.state, @@gtid_binlog_pos, @@read_only FROM ctx_state c ";
    sql += statement.join;
    sql += " WHERE c.cid = ?";
    return sql;
}

void requireOpen(const std::string& state, groupware::ContextId context) {
    if (state == "disabled")
        throw Error(ErrorCode::Forbidden, "context " + std::to_string(context.value) + " is disabled");
    if (state == "deleting")
        throw Error(ErrorCode::NotFound, "context " + std::to_string(context.value) + " is being deleted");
}

/// Equal for equal questions only.
std::string keyOf(groupware::ContextId context, const AdmissionStatement& statement,
                  std::initializer_list<Value> values) {
    std::string key = std::to_string(context.value);
    const auto add = [&](std::string_view text) {
        key.append(1, '\n').append(std::to_string(text.size())).append(1, ' ').append(text);
    };
    add(statement.columns);
    add(statement.join);
    for (const Value& value : values) {
        const auto& any = value.get();
        key.append(1, '\n').append(std::to_string(any.index()));
        if (const auto* number = std::get_if<std::int64_t>(&any)) add(std::to_string(*number));
        if (const auto* real = std::get_if<double>(&any)) add(std::to_string(std::bit_cast<std::int64_t>(*real)));
        if (const auto* text = std::get_if<std::string_view>(&any)) add(*text);
        if (const auto* blob = std::get_if<Blob>(&any)) add(blob->bytes);
    }
    return key;
}

}  // namespace

struct Admitter::Question {
    groupware::ContextId context;
    ContextLocation location;
    std::shared_ptr<DatabaseCluster> cluster;
    std::string sql;
    int columns = 0;
    std::vector<Value> values;
    ClusterRoles roles;
};

Admission Admitter::ask(const Question& question, DatabaseServer& server) {
    Session session(question.cluster, server, server.pool.acquire(), question.location.schema, question.context);
    Rows rows = session.plainQuery(question.sql, question.values);
    if (!rows.next()) throw StalePlacement{};
    const std::int64_t epoch = rows.integer(question.columns + 2);
    if (epoch != question.location.epoch) throw StalePlacement{};
    requireOpen(rows.text(question.columns + 3), question.context);

    groupware::CommitToken state{.context = question.context,
                                 .epoch = epoch,
                                 .term = question.roles.term,
                                 .seq = {rows.integer(question.columns + 1)},
                                 .gtid = rows.text(question.columns + 4)};
    server.pool.countRead();
    if (RequestCounters* counters = CountingScope::current())
        ++(&server == question.roles.master ? counters->masterReads : counters->replicaReads);
    const bool readOnly = rows.flag(question.columns + 5);  // a replica, or a master that was demoted
    if (readOnly && &server == question.roles.master) question.cluster->look();
    return {.state = std::move(state), .row = std::move(rows), .unproven = readOnly};
}

Admission Admitter::admit(groupware::ContextId context, const AdmissionStatement& statement,
                          std::initializer_list<Value> values) {
    bool asked = false;
    Admission admission = runs_.get(keyOf(context, statement, values), [&] {
        asked = true;
        return decide(context, statement, values);
    });
    if (RequestCounters* counters = CountingScope::current())
        ++(asked ? counters->admissions : counters->sharedAdmissions);
    return admission;
}

Admission Admitter::decide(groupware::ContextId context, const AdmissionStatement& statement,
                           std::initializer_list<Value> values) {
    return placements_.with(context, [&](const ContextLocation& location) {
        Question question{.context = context,
                          .location = location,
                          .cluster = clusters_.get(location.cluster),
                          .sql = compose(statement),
                          .columns = countColumns(statement.columns),
                          .values = values,
                          .roles = {}};
        question.values.emplace_back(context.value);
        question.roles = question.cluster->roles();
        const auto& [master, replicas, term] = question.roles;
        // A master that counts as down is tried by the housekeeping and by writers: it may be hanging.
        const bool othersKnow = !replicas.empty() && (master == nullptr || !master->pool.available());
        if (othersKnow) return askReplicas(question, replicas);
        try {
            return withLiveConnection([&] { return ask(question, *question.roles.master); });
        } catch (const DbError& error) {
            if (error.kind() == DbErrorKind::UnknownObject && error.code() == kUnknownSchema) throw StalePlacement{};
            if (!serverGone(error.kind())) throw;
        }
        return askReplicas(question, replicas);
    });
}

/// Without a master, requests go on with what a replica knows.
Admission Admitter::askReplicas(const Question& question, const std::vector<DatabaseServer*>& replicas) {
    for (DatabaseServer* replica : replicas) {
        try {
            Admission admission = withLiveConnection([&] { return ask(question, *replica); });
            admission.state.gtid.clear();  // the replica's own position, not the master's
            admission.unproven = true;
            return admission;
        } catch (const DbError& error) {
            if (!serverGone(error.kind()) && error.kind() != DbErrorKind::UnknownObject) throw;
        }
    }
    if (!clusters_.hasMaster(question.location.cluster)) clusters_.noteMissingMaster(question.location.cluster);
    throw Error(ErrorCode::Unavailable,
                "no server of cluster " + question.cluster->definition().name + " can be asked");
}

}  // namespace dbpool
