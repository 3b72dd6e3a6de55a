#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/api/view.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=shares`: the caller's own folders of a module that he shares with others.
class SharedFolders final : public engine::Action {
public:
    SharedFolders(FolderService& service, const View& view) : service_(service), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    FolderService& service_;
    const View& view_;
};

}  // namespace groupware::folders::api
