#include "groupware/folders/service/delegation_service.h"

#include "groupware/base/error.h"
#include "groupware/folders/service/grantees.h"
#include "groupware/folders/service/store_delegates.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/principals/caller_access.h"

#include <algorithm>
#include <string>

namespace groupware::folders {

std::vector<Delegate> DelegationService::delegates(const Caller& caller) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::vector<Delegate> delegates;
        for (const auto& grant : FolderReader(session).grants(allPrivateOf(caller.user))) {
            delegates.push_back({grant.grantee, levelOf(grant.rights)});
        }
        std::stable_sort(delegates.begin(), delegates.end(), [](const Delegate& a, const Delegate& b) {
            return std::pair(a.grantee.group, a.grantee.id) < std::pair(b.grantee.group, b.grantee.id);
        });
        return delegates;
    });
}

std::vector<Mandate> DelegationService::mandates(const Caller& caller) {
    auto found = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return FolderReader(session).mandates(principalsOf(caller));
    });
    // A group that he is in himself may act for him; he needs no mandate for that.
    std::erase_if(found, [&](const Mandate& mandate) { return mandate.owner == caller.user; });
    return found;
}

CommitToken DelegationService::set(const Caller& caller, const Delegate& delegate) {
    principals::requireModule(caller, principals::Module::ReadCreateSharedFolders, "You may not share folders.");
    if (delegate.grantee == Grantee::of(caller.user)) {
        throw Error(ErrorCode::BadRequest, "delegation to oneself", "Nobody acts on behalf of himself.");
    }
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        auto grants = FolderReader(tx).grants(allPrivateOf(caller.user));
        std::erase_if(grants, [&](const Grant& grant) { return grant.grantee == delegate.grantee; });
        grants.push_back({delegate.grantee, rightsOf(delegate.level)});
        if (static_cast<std::int64_t>(grants.size()) > limits_.delegates) {
            const std::string text = "At most " + std::to_string(limits_.delegates) + " delegates are possible.";
            throw Error(ErrorCode::BadRequest, "too many delegates", text);
        }
        (void)requireGrantees(tx, {grants.back()}, nullptr);
        storeDelegates(tx, caller.user, grants);
    });
}

CommitToken DelegationService::remove(const Caller& caller, std::span<const Grantee> delegates) {
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        auto grants = FolderReader(tx).grants(allPrivateOf(caller.user));
        const auto gone = std::erase_if(grants, [&](const Grant& grant) {
            return std::find(delegates.begin(), delegates.end(), grant.grantee) != delegates.end();
        });
        if (gone != 0) storeDelegates(tx, caller.user, grants);
    });
}

}  // namespace groupware::folders
