#include "admin/service/context_access.h"

#include "admin/service/context_gate.h"
#include "dbpool/configdb/context_access.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/user_store.h"

#include <algorithm>
#include <span>
#include <vector>

namespace admin {
namespace {

namespace principals = groupware::principals;
using groupware::ContextId;
using groupware::UserId;
using principals::Module;
using principals::ModuleAccess;

/// A user costs a change record, and one for each default folder that he gets.
constexpr std::size_t kBatch = 50;

ModuleAccess accessFor(UserId user, const UserInput& wanted, ModuleAccess own) {
    auto access = accessOf(wanted, own);
    if (user != principals::kContextAdmin)
        access.set(Module::PublicFolderEditable, own.has(Module::PublicFolderEditable));
    return access;
}

void changeAccess(dbpool::WriteTransaction& tx, std::span<const UserId> users, const UserInput& wanted) {
    for (const auto id : users) {
        const auto user = principals::UserReader(tx).find(id);
        if (!user) continue;  // deleted meanwhile
        const auto access = accessFor(id, wanted, user->access);
        if (access == user->access) continue;
        principals::changeUser(tx, id, {.access = access});
        const auto modules = access.names();
        groupware::folders::createUserFolders(tx, id, user->displayName, modules);
    }
}

std::vector<UserId> usersOf(const Cluster& cluster, ContextId context) {
    auto session = cluster.contexts.read(context, groupware::Freshness::strict());
    return principals::GroupReader(session).find(principals::kAllUsers).value().members;
}

}  // namespace

void changeAccessOfAll(const Cluster& cluster, ContextId context, const UserInput& wanted) {
    requireEnabledContext(cluster, context);
    (void)accessOf(wanted, {});
    const auto change = [&](std::span<const UserId> users) {
        cluster.contexts.write(context, [&](dbpool::WriteTransaction& tx) { changeAccess(tx, users, wanted); });
    };
    const UserId admin = principals::kContextAdmin;
    change({&admin, 1});
    const auto users = usersOf(cluster, context);
    for (std::span<const UserId> rest = users; !rest.empty(); rest = rest.subspan(std::min(kBatch, rest.size()))) {
        change(rest.first(std::min(kBatch, rest.size())));
    }
    const bool named = wanted.accessCombination && wanted.access.empty();
    cluster.config.write([&](dbpool::ConfigTransaction& transaction) {
        dbpool::setAccessCombination(transaction, context, named ? *wanted.accessCombination : "");
    });
}

}  // namespace admin
