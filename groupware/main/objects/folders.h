#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/folders/api/delegation_module.h"
#include "groupware/folders/api/folder_module.h"
#include "groupware/folders/api/share_module.h"
#include "groupware/folders/service/delegation_service.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/share_service.h"
#include "groupware/main/objects/platform.h"

#include <string_view>
#include <vector>

namespace groupware::main {

/// The folder tree of all object types.
class Folders {
public:
    /// @param contents  of each object type; not owned, outlive this object
    /// @param hasher  outlives this object
    /// @param clusterKey  what the links to folders are made of
    /// @param uploads  what would be refused of an upload
    Folders(const Platform& platform, std::vector<folders::FolderContent*> contents, principals::PasswordHasher& hasher,
            std::string_view clusterKey, folders::api::UploadCheck uploads);

    /// For a housekeeping thread.
    void removeExpiredGuests(ContextId context) { (void)sharing_.removeExpired(context); }

    void addTo(api::Registry& registry);
    /// The ids of the caller's default folders: `folder/infostore`, `modules/infostore/folder/trash`, ...
    void addTo(api::ConfigTree& settings);

private:
    const Platform platform_;
    folders::FolderContents contents_;
    folders::FolderService service_;
    folders::DelegationService delegation_;
    folders::ShareService sharing_;
    folders::api::FolderModule module_;
    folders::api::DelegationModule delegationModule_;
    folders::api::ShareModule shareModule_;
};

}  // namespace groupware::main
