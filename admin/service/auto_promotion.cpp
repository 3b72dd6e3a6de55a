#include "admin/service/auto_promotion.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace admin {
namespace {

bool finished(const std::future<void>& running) {
    return !running.valid() || running.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

void AutoPromotion::look() {
    refresh();
    for (auto& [name, watch] : watches_) {
        if (!finished(watch.running)) continue;
        watch.running =
            std::async(std::launch::async, [&cluster = watch.cluster, group = watch.group] { cluster.look(group); });
    }
}

/// While no server of the config DB answers, what was registered before goes on being watched.
void AutoPromotion::refresh() {
    std::vector<DatabaseGroup> groups;
    try {
        groups = service_.groups().matching("*");
    } catch (const groupware::Error& error) {
        if (error.code() != groupware::ErrorCode::Unavailable) throw;
        groups.push_back(service_.groups().config());
        for (auto& [name, watch] : watches_) {
            if (name != DatabaseGroups::kConfigCluster) groups.push_back(watch.group);
        }
    }
    std::erase_if(groups, [](const DatabaseGroup& group) { return group.members.size() < 2; });
    std::erase_if(watches_, [&](const auto& watch) {
        return std::none_of(groups.begin(), groups.end(), [&](const auto& group) { return group.name == watch.first; });
    });
    for (auto& group : groups) {
        const auto found = watches_.try_emplace(group.name, Watch{{service_, limits_}, {}, {}}).first;
        found->second.group = std::move(group);
    }
}

}  // namespace admin
