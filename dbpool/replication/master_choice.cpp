#include "dbpool/replication/master_choice.h"

#include <algorithm>
#include <vector>

namespace dbpool {

namespace {

using Indexes = std::vector<std::size_t>;

bool contains(const Indexes& indexes, std::optional<std::size_t> wanted) {
    return wanted && std::find(indexes.begin(), indexes.end(), *wanted) != indexes.end();
}

/// Two addresses of one server are no contest.
bool oneServer(const MasterQuestion& question, const Indexes& indexes) {
    return std::all_of(indexes.begin(), indexes.end(), [&](std::size_t index) {
        return question.reports[index]->serverId == question.reports[indexes.front()]->serverId;
    });
}

/// The one in use, else the registered one, else the only one.
std::optional<std::size_t> preferred(const MasterQuestion& question, const Indexes& indexes) {
    if (contains(indexes, question.current)) return question.current;
    if (contains(indexes, question.registered)) return question.registered;
    if (!indexes.empty() && oneServer(question, indexes)) return indexes.front();
    return std::nullopt;
}

}  // namespace

bool isNamed(const ServerReport& report) {
    const std::int64_t named = report.cluster.masterServerId;
    return report.claimsMaster() && (named == 0 || named == report.serverId);
}

MasterChoice chooseMaster(const MasterQuestion& question) {
    Indexes claiming;
    Indexes named;
    for (std::size_t index = 0; index < question.reports.size(); ++index) {
        const auto& report = question.reports[index];
        if (!report || !report->claimsMaster() || report->cluster.term != question.highestTerm) continue;
        claiming.push_back(index);
        if (isNamed(*report)) named.push_back(index);
    }
    const bool contested = !claiming.empty() && !oneServer(question, claiming);
    if (!named.empty()) return {.master = preferred(question, named), .contested = contested};
    const bool inUse = contains(claiming, question.current);
    if (!inUse && !question.mayFollowUnnamed) return {.master = std::nullopt, .contested = contested};
    return {.master = preferred(question, claiming), .contested = contested};
}

bool mayServeReads(const ServerReport& report, std::int64_t term) {
    return !report.claimsMaster() && (report.follows() || report.cluster.term >= term);
}

}  // namespace dbpool
