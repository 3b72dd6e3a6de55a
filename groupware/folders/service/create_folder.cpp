#include "groupware/base/error.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/grantees.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/folders/tree_rules.h"
#include "groupware/sync/change.h"

#include <algorithm>

namespace groupware::folders {
namespace {

/// Who may make folders in somebody's private tree does not share them: that stays with their owner.
void requireOwnToShare(const Caller& caller, const Place& place, const std::vector<Grant>& grants) {
    if (place.type != FolderType::Private || place.owner == caller.user) return;
    const bool others = std::any_of(grants.begin(), grants.end(),
                                    [&](const Grant& grant) { return grant.grantee != Grantee::of(place.owner); });
    if (others) {
        throw Error(ErrorCode::Forbidden, "sharing in the private tree of another",
                    "Only its owner shares this folder.");
    }
}

}  // namespace

FolderWritten FolderService::create(const Caller& caller, const NewFolder& wanted) {
    const std::string name = checkedName(wanted.name, limits_.nameCharacters);
    FolderId id;
    const auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        FolderReader reader(tx);
        const auto parent = access_.require(tx, caller, wanted.parent, Permission::CreateSubfolders).folder;
        const std::string module = wanted.module.empty() ? parent.module : wanted.module;
        if (contents_.find(module) == nullptr) {
            throw Error(ErrorCode::BadRequest, "unknown module", "There is no such module.");
        }
        const Place place = placeBelow(parent, module, caller.user);
        requireMayCreate(caller, place.type, module);
        requireRoom(tx, parent, 1, limits_);
        const auto grants =
            checkedGrants(wanted.grants ? *wanted.grants : inheritedGrants(parent, reader.grants(parent.id), place),
                          place, limits_.grants);
        if (wanted.grants) {
            (void)requireGrantees(tx, grants, nullptr);
            requireMayShare(caller, place.type, place.owner, grants);
            requireOwnToShare(caller, place, grants);
        }

        FolderWriter writer(tx);
        id = writer.nextId();
        writer.insert({.id = id,
                       .parent = parent.id,
                       .name = name,
                       .module = module,
                       .type = place.type,
                       .owner = place.owner,
                       .createdBy = caller.user,
                       .modifiedBy = caller.user},
                      grants);
        if (wanted.subscription.any()) {
            SubscriptionWriter(tx).set(caller.user, id, wanted.subscription.appliedTo({}));
        }
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Created, parent.id, id.value));
    });
    return {.folder = id, .committed = committed};
}

}  // namespace groupware::folders
