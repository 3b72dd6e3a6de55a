#include "groupware/base/error.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/store/folder_reader.h"

namespace groupware::folders {

Folder FolderService::placeToRestore(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder) const {
    FolderReader reader(tx);
    if (const auto origin = reader.origin(folder.id)) {
        try {
            auto place = access_.require(tx, caller, *origin, Permission::CreateSubfolders).folder;
            if (place.type != FolderType::Trash) return place;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::NotFound && error.code() != ErrorCode::Forbidden) throw;
        }
    }
    // Files alone have a trash.
    const auto files = reader.standard(caller.user, StandardFolder::Infostore, folder.module);
    if (!files) throw Error(ErrorCode::NotFound, "no default folder to restore to", "The folder does not exist.");
    return *files;
}

FolderRestored FolderService::restore(const Caller& caller, FolderId id) {
    FolderRestored restored{.folder = id, .committed = {}};
    restored.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        Folder folder = access_.require(tx, caller, id, Permission::Admin).folder;
        requireOrdinary(folder);
        if (folder.type != FolderType::Trash) {
            throw Error(ErrorCode::BadRequest, "restoring what is not in a trash", "The folder is not in the trash.");
        }
        const auto target = placeToRestore(tx, caller, folder);
        folder.name = freeName(tx, folder, target.id);
        restored.parent = target.id;
        restored.name = folder.name;
        relocate(tx, caller, folder, target, limits_);
    });
    return restored;
}

}  // namespace groupware::folders
