#include "admin/service/watched_cluster.h"

#include "dbpool/replication/account_check.h"
#include "dbpool/replication/promotion_plan.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <exception>

namespace admin {
namespace {

using State = dbpool::MasterVerdict::State;

constexpr int kMostDoublings = 4;

std::string accountsOf(const DatabaseGroup& group) {
    std::string accounts;
    for (const auto& [name, endpoint] : group.members) {
        accounts += name + "=" + endpoint.user + "@" + endpoint.host + ":" + std::to_string(endpoint.port) + " ";
    }
    return accounts;
}

}  // namespace

void WatchedCluster::look(const DatabaseGroup& group) noexcept {
    try {
        tryLook(group);
    } catch (const std::exception& error) {
        failed(group, error.what());
    }
}

void WatchedCluster::tryLook(const DatabaseGroup& group) {
    const auto views = ReplicationService::look(group);
    checkRights(group, views);
    const auto verdict = outage_.judge(views, Clock::now());
    switch (verdict.state) {
        case State::Well: {
            const auto& master = views[dbpool::masterAmong(views).value()].member.name;
            if (master != group.registeredMaster) return finish(group, master);
            failures_ = 0;
            return say(group, "well", master + " is the master");
        }
        case State::Unclear: return say(group, "unclear", verdict.reason + ": nothing is promoted automatically");
        case State::Suspected: return say(group, "suspected", verdict.reason);
        case State::Lost: return act(group, views);
    }
}

/// Said when there is time to do something about it, not when the master is lost.
void WatchedCluster::checkRights(const DatabaseGroup& group, const std::vector<dbpool::MemberView>& views) {
    const auto accounts = accountsOf(group);
    const bool all = std::all_of(views.begin(), views.end(), [](const auto& view) { return view.visible(); });
    if (!all || accounts == accounts_) return;
    accounts_ = accounts;
    if (group.members.size() < 3) {
        groupware::log::warning("autopromotion.impossible",
                                {{"cluster", group.name}, {"what", "it needs three servers or more"}});
    }
    for (const auto& [name, endpoint] : group.members) {
        dbpool::Connection connection(endpoint, {});
        const auto missing = dbpool::missingPromotionRights(connection);
        if (missing.empty()) continue;
        groupware::log::warning("autopromotion.impossible",
                                {{"cluster", group.name},
                                 {"server", name},
                                 {"what", "the account " + endpoint.user + " may not promote: it lacks " + missing +
                                              " (changedatabase --operator-user)"}});
    }
}

void WatchedCluster::act(const DatabaseGroup& group, const std::vector<dbpool::MemberView>& views) {
    try {
        (void)dbpool::planPromotion(views, service_.automaticRequest(group, limits_.pause));
    } catch (const groupware::Error& error) {
        return say(group, "refused", error.what());
    }
    if (Clock::now() < notBefore_) return;
    say(group, "lost", "the master is lost: a replica is promoted");
    attempted(group, service_.takeOver(group, limits_.pause));
}

/// A promotion, by whomever, of which the config DB does not know.
void WatchedCluster::finish(const DatabaseGroup& group, const std::string& master) {
    if (group.name == DatabaseGroups::kConfigCluster || Clock::now() < notBefore_) return;
    say(group, "registering", master + " is the master, and the config DB does not know it");
    PromotionAnswer answer{.master = master, .done = true, .lines = {}, .warnings = {}};
    service_.settle(group, answer);
    attempted(group, answer);
}

void WatchedCluster::attempted(const DatabaseGroup& group, const PromotionAnswer& answer) {
    for (const auto& warning : answer.warnings) {
        groupware::log::warning("autopromotion.warning", {{"cluster", group.name}, {"what", warning}});
    }
    failures_ = 0;
    notBefore_ = Clock::now() + limits_.retry;
    say(group, "well", answer.master + " is the master");
}

void WatchedCluster::failed(const DatabaseGroup& group, const std::string& reason) {
    notBefore_ = Clock::now() + limits_.retry * (1 << std::min(failures_, kMostDoublings));
    ++failures_;
    say(group, "failed", reason);
}

void WatchedCluster::say(const DatabaseGroup& group, const std::string& state, const std::string& reason) {
    if (said_ == state + reason) return;
    // A cluster that was well from the beginning is no news.
    const bool quiet = state == "well" && said_.empty();
    said_ = state + reason;
    if (quiet) return;
    using groupware::log::Level;
    groupware::log::write(state == "well" ? Level::Information : Level::Warning, "autopromotion.state",
                          {{"cluster", group.name}, {"state", state}, {"what", reason}});
}

}  // namespace admin
