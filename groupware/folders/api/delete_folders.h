#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=delete`: the ids in the body, to the trash unless `hardDelete`; the answer is those that stayed.
class DeleteFolders final : public groupware::api::Action {
public:
    explicit DeleteFolders(FolderService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    FolderService& service_;
};

}  // namespace groupware::folders::api
