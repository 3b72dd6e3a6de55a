#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=new`: creates a folder below `folder_id`; the answer is its id.
class NewFolderAction final : public groupware::api::Action {
public:
    explicit NewFolderAction(FolderService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    FolderService& service_;
};

}  // namespace groupware::folders::api
