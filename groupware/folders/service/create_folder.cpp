#include "groupware/base/error.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/grantees.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/tree_rules.h"
#include "groupware/sync/change.h"

namespace groupware::folders {
namespace {

/// Its name in Caller::modules, as access combinations call it.
constexpr std::string_view kEditPublicFolders = "editpublicfolders";

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
        if (!mayUseModule(caller, module)) {
            throw Error(ErrorCode::Forbidden, "module not granted", "You may not use this module.");
        }
        if (parent.id == kPublic && !mayUseModule(caller, kEditPublicFolders)) {
            throw Error(ErrorCode::Forbidden, "editpublicfolders not granted", "You may not create public folders.");
        }
        const Place place = placeBelow(parent, module, caller.user);
        requireRoom(tx, parent, 1, limits_);
        const auto grants =
            checkedGrants(wanted.grants ? *wanted.grants : inheritedGrants(parent, reader.grants(parent.id), place),
                          place, limits_.grants);
        if (wanted.grants) requireGrantees(tx, grants);

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
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Created, parent.id, id.value));
    });
    return {.folder = id, .committed = committed};
}

}  // namespace groupware::folders
