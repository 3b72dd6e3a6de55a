#include "dbpool/replication/survey.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <thread>

namespace dbpool {
namespace {

constexpr std::string_view kPromoted = "SELECT promoted_ms FROM cluster_state WHERE id = 1";

std::chrono::system_clock::time_point promotedAt(Connection& connection, std::string_view schema) {
    try {
        connection.use(schema);
        Rows rows = connection.queryText(kPromoted);
        const std::chrono::milliseconds sinceEpoch(rows.next() ? rows.integer(1) : 0);
        return std::chrono::system_clock::time_point(sinceEpoch);
    } catch (const DbError& error) {
        // A cluster that an older version made does not know.
        if (error.kind() != DbErrorKind::UnknownObject && error.kind() != DbErrorKind::AccessDenied) throw;
        return {};
    }
}

MemberView look(const Member& member, std::string_view schema, const ConnectionLimits& limits) {
    MemberView view{.member = member, .report = {}, .problem = {}, .promotedAt = {}};
    try {
        Connection connection(member.endpoint, limits);
        view.promotedAt = promotedAt(connection, schema);
        view.report = readServerReport(connection, schema);
    } catch (const DbError& error) {
        view.problem = error.what();
    } catch (const groupware::Error& error) {  // a position that cannot be read
        view.problem = error.what();
    }
    return view;
}

bool isNamedByItsTerm(const ServerReport& report) {
    return report.cluster.masterServerId == report.serverId;
}

}  // namespace

std::vector<MemberView> survey(const std::vector<Member>& members, std::string_view schema,
                               const ConnectionLimits& limits) {
    std::vector<MemberView> views(members.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < members.size(); ++i) {
            threads.emplace_back(
                [&views, &members, &limits, schema, i] { views[i] = look(members[i], schema, limits); });
        }
    }
    return views;
}

std::int64_t highestTerm(std::span<const MemberView> views) {
    std::int64_t term = 0;
    for (const auto& view : views) {
        if (view.visible()) term = std::max(term, view.report->cluster.term);
    }
    return term;
}

std::optional<std::size_t> masterAmong(std::span<const MemberView> views) {
    const auto term = highestTerm(views);
    std::optional<std::size_t> named;
    std::vector<std::size_t> claiming;
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (!views[i].visible() || !views[i].report->claimsMaster() || views[i].report->cluster.term != term) continue;
        claiming.push_back(i);
        if (isNamedByItsTerm(*views[i].report)) named = i;
    }
    if (named) return named;
    if (claiming.size() == 1) return claiming.front();
    return std::nullopt;
}

std::optional<std::size_t> ownerAmong(std::span<const MemberView> views) {
    if (const auto master = masterAmong(views)) return master;
    const auto term = highestTerm(views);
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (!views[i].visible() || views[i].report->follows() || views[i].report->cluster.term != term) continue;
        if (isNamedByItsTerm(*views[i].report)) return i;
    }
    return std::nullopt;
}

std::size_t memberNamed(std::span<const MemberView> views, std::string_view name) {
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (views[i].member.name == name) return i;
    }
    const std::string text = "No such server " + std::string(name) + " in this database cluster";
    throw groupware::Error(groupware::ErrorCode::NotFound, text, text);
}

}  // namespace dbpool
