#include "dbpool/replication/master_outage.h"

#include <algorithm>

namespace dbpool {
namespace {

using State = MasterVerdict::State;

const MemberView* viewNamed(const std::vector<MemberView>& views, const std::string& name) {
    const auto found =
        std::find_if(views.begin(), views.end(), [&](const MemberView& view) { return view.member.name == name; });
    return found == views.end() || !found->visible() ? nullptr : &*found;
}

/// `server_id` of the master of the highest term.
std::int64_t namedMaster(const std::vector<MemberView>& views) {
    const auto term = highestTerm(views);
    for (const auto& view : views) {
        if (view.visible() && view.report->cluster.term == term) return view.report->cluster.masterServerId;
    }
    return 0;
}

std::string silentNames(const std::vector<MemberView>& views) {
    std::string names;
    for (const auto& view : views) {
        if (!view.visible()) names += (names.empty() ? "" : ", ") + view.member.name;
    }
    return names;
}

/// The thread that follows the master, or did and has not reached any since it was started.
const ReplicaThreads* threadsTowards(const ServerReport& report, std::int64_t master) {
    const auto found = std::find_if(report.replicas.begin(), report.replicas.end(), [&](const ReplicaThreads& threads) {
        return threads.masterServerId == master || threads.masterServerId == 0;
    });
    return found == report.replicas.end() ? nullptr : &*found;
}

/// A receiver that was started anew counts its heartbeats from 0.
bool heardBetween(const ReplicaThreads& earlier, const ReplicaThreads& later) {
    const bool connected = later.receiver == ReceiverState::Running;
    if (connected && earlier.receiver != ReceiverState::Running) return true;
    if (later.heartbeats < earlier.heartbeats) return connected;
    return later.heardSince(earlier);
}

/// Why this is no outage to act on; nothing if the master simply does not answer.
std::optional<std::string> unclear(const std::vector<MemberView>& views) {
    const bool any = std::any_of(views.begin(), views.end(), [](const MemberView& view) { return view.visible(); });
    if (!any) return "no server answers";
    if (const auto owner = ownerAmong(views)) {
        return views[*owner].member.name + " is named the master and answers, but takes no writes";
    }
    const auto master = namedMaster(views);
    if (master == 0) return "no server is named the master";
    for (const auto& view : views) {
        if (!view.visible()) continue;
        if (view.report->claimsMaster()) return view.member.name + " takes writes, but is not named the master";
        if (view.report->serverId == master) return view.member.name + " is named the master, but follows another";
    }
    return std::nullopt;
}

}  // namespace

MasterVerdict MasterOutage::judge(const std::vector<MemberView>& views, Clock::time_point now) {
    if (masterAmong(views)) {
        forget();
        return {};
    }
    if (const auto reason = unclear(views)) {
        forget();
        return {State::Unclear, *reason};
    }
    count(views, now);
    const std::string silence = silentNames(views) + " does not answer";
    if (const auto reason = doubt(views, now)) return {State::Suspected, silence + "; " + *reason};
    proven_ = true;
    if (failed_ < looks_) return {State::Suspected, silence};
    return {State::Lost, silence + ", and no replica hears from the master"};
}

void MasterOutage::forget() {
    failed_ = 0;
    first_.clear();
    proven_ = false;
}

void MasterOutage::count(const std::vector<MemberView>& views, Clock::time_point now) {
    const auto master = namedMaster(views);
    bool heard = false;
    bool same = failed_ > 0;
    for (const auto& view : views) {
        const auto* const earlier = viewNamed(first_, view.member.name);
        same = same && (earlier != nullptr) == view.visible();
        if (earlier == nullptr || !view.visible()) continue;
        const auto* const before = threadsTowards(*earlier->report, master);
        const auto* const after = threadsTowards(*view.report, master);
        if (before != nullptr && after != nullptr) heard = heard || heardBetween(*before, *after);
    }
    if (heard) proven_ = false;
    if (same && !heard) {
        ++failed_;
        return;
    }
    failed_ = 1;
    first_ = views;
    since_ = now;
}

std::optional<std::string> MasterOutage::doubt(const std::vector<MemberView>& views, Clock::time_point now) const {
    const auto master = namedMaster(views);
    bool witness = proven_;
    for (const auto& view : views) {
        const auto* const threads = view.visible() ? threadsTowards(*view.report, master) : nullptr;
        if (threads == nullptr || threads->receiver == ReceiverState::Stopped) continue;
        if (threads->receiver == ReceiverState::Running) {
            if (threads->heartbeatPeriod.count() == 0) {
                return view.member.name + " is connected to the master and cannot tell whether it is alive" +
                       " (MASTER_HEARTBEAT_PERIOD is 0)";
            }
            // One may be on its way.
            if (now - since_ <= threads->heartbeatPeriod * 3 / 2) return view.member.name + " may still hear from it";
        }
        witness = true;
    }
    if (!witness) return "no replica tries to reach it, so that none can tell whether it is alive";
    return std::nullopt;
}

}  // namespace dbpool
