#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=restore`: the ids in the body, out of the trash. The answer says where each is now; for those that
/// stayed it is missing, and why is in the warnings.
class RestoreFolders final : public groupware::api::Action {
public:
    explicit RestoreFolders(FolderService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    FolderService& service_;
};

}  // namespace groupware::folders::api
