#include "admin/service/quota_service.h"

#include "admin/service/context_gate.h"
#include "admin/service/problems.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/principals/store/quota_store.h"
#include "groupware/sync/change.h"

#include <optional>

namespace admin {
namespace {

namespace principals = groupware::principals;
namespace sync = groupware::sync;

principals::QuotaModule moduleOf(const std::string& name) {
    const auto module = principals::quotaModule(name);
    if (!module) throw invalid("No such quota module \"" + name + "\"");
    return *module;
}

}  // namespace

void QuotaService::set(groupware::ContextId context, const QuotaInput& quotas) {
    requireEnabledContext(cluster_, context);
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
        for (const auto& [name, value] : quotas) {
            principals::setQuota(tx, moduleOf(name), value < 0 ? std::nullopt : std::optional(value));
        }
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, context.value));
    });
}

std::vector<principals::ObjectQuota> QuotaService::list(groupware::ContextId context) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    auto quotas = principals::QuotaReader(session).list();
    std::erase_if(quotas, [](const auto& quota) { return !quota.maximum; });
    return quotas;
}

}  // namespace admin
