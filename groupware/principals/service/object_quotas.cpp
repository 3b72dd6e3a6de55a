#include "groupware/principals/service/object_quotas.h"

#include "groupware/base/error.h"
#include "groupware/principals/store/quota_store.h"

#include <string>

namespace groupware::principals {

void requireRoom(dbpool::WriteTransaction& tx, QuotaModule module, std::int64_t count) {
    const auto quota = QuotaWriter(tx).add(module, count);
    if (!quota.isLimited() || quota.used <= *quota.maximum) return;
    const std::string name(nameOf(module).displayName);
    throw Error(ErrorCode::QuotaExceeded, "object quota of " + name,
                "There is no room for more: the quota of " + std::to_string(*quota.maximum) + " (" + name +
                    ") would be exceeded.");
}

void releaseRoom(dbpool::WriteTransaction& tx, QuotaModule module, std::int64_t count) {
    (void)QuotaWriter(tx).add(module, -count);
}

ObjectQuota quotaOf(dbpool::ReadSession& session, QuotaModule module) {
    for (const auto& stored : QuotaReader(session).list()) {
        if (stored.module == module) return stored;
    }
    return {.module = module};
}

void setQuota(dbpool::WriteTransaction& tx, QuotaModule module, std::optional<std::int64_t> maximum) {
    if (maximum && *maximum < 0) {
        throw Error(ErrorCode::BadRequest, "negative quota", "A quota is a number of objects, 0 for no limit.");
    }
    QuotaWriter(tx).setMaximum(module, maximum);
}

std::vector<ObjectQuota> ObjectQuotas::all(const Caller& caller) {
    const auto stored = database_.read(caller.context, caller.freshness,
                                       [](dbpool::ReadSession& session) { return QuotaReader(session).list(); });
    std::vector<ObjectQuota> quotas;
    for (const auto& known : quotaModules()) {
        ObjectQuota quota{.module = known.module};
        for (const auto& one : stored) {
            if (one.module == known.module) quota = one;
        }
        quotas.push_back(quota);
    }
    return quotas;
}

}  // namespace groupware::principals
