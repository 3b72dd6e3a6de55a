#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/share_service.h"

namespace groupware::folders::api {

/// `folders?action=update`: renames (`title`), moves (`folder_id`) and shares (`permissions`, `cascadePermissions`)
/// `id`.
class UpdateFolder final : public groupware::api::Action {
public:
    UpdateFolder(FolderService& service, ShareService& sharing) : service_(service), sharing_(sharing) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    FolderService& service_;
    ShareService& sharing_;
};

}  // namespace groupware::folders::api
