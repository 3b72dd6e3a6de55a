#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=clear`: empties the folders in the body; the answer is those it could not empty.
class ClearFolders final : public groupware::api::Action {
public:
    explicit ClearFolders(FolderService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    FolderService& service_;
};

}  // namespace groupware::folders::api
