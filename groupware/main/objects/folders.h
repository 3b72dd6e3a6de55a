#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/folders/api/delegation_module.h"
#include "groupware/folders/api/folder_module.h"
#include "groupware/folders/service/delegation_service.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/main/objects/platform.h"

#include <vector>

namespace groupware::main {

/// The folder tree of all object types.
class Folders {
public:
    /// @param contents  of each object type; not owned, outlive this object
    Folders(const Platform& platform, std::vector<folders::FolderContent*> contents);

    void addTo(api::Registry& registry);
    /// The ids of the caller's default folders: `folder/infostore`, `modules/infostore/folder/trash`, ...
    void addTo(api::ConfigTree& settings);

private:
    const Platform platform_;
    folders::FolderContents contents_;
    folders::FolderService service_;
    folders::DelegationService delegation_;
    folders::api::FolderModule module_;
    folders::api::DelegationModule delegationModule_;
};

}  // namespace groupware::main
