#pragma once

#include "groupware/api/registry.h"
#include "groupware/folders/api/check_limits.h"
#include "groupware/folders/api/clear_folders.h"
#include "groupware/folders/api/delete_folders.h"
#include "groupware/folders/api/folder_path.h"
#include "groupware/folders/api/folder_updates.h"
#include "groupware/folders/api/get_folder.h"
#include "groupware/folders/api/list_folders.h"
#include "groupware/folders/api/new_folder.h"
#include "groupware/folders/api/restore_folders.h"
#include "groupware/folders/api/root_folders.h"
#include "groupware/folders/api/send_link.h"
#include "groupware/folders/api/shared_folders.h"
#include "groupware/folders/api/update_folder.h"
#include "groupware/folders/api/view.h"
#include "groupware/folders/api/visible_folders.h"

namespace groupware::folders::api {

/// The module `folders` of the JSON interface. Outlives the registry's use.
class FolderModule {
public:
    /// All outlive this object.
    FolderModule(FolderService& service, ShareService& sharing, const engine::Zones& zones, UploadCheck uploads);
    FolderModule(const FolderModule&) = delete;
    FolderModule& operator=(const FolderModule&) = delete;

    void addTo(engine::Registry& registry);

private:
    View view_;
    RootFolders root_;
    ListFolders list_;
    GetFolder get_;
    FolderPath path_;
    VisibleFoldersAction allVisible_;
    SharedFolders shares_;
    FolderUpdatesAction updates_;
    NewFolderAction new_;
    UpdateFolder update_;
    DeleteFolders delete_;
    ClearFolders clear_;
    RestoreFolders restore_;
    SendLink notify_;
    CheckLimits checkLimits_;
};

}  // namespace groupware::folders::api
