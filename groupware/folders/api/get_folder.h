#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/api/view.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=get`: one whole folder.
class GetFolder final : public engine::Action {
public:
    GetFolder(FolderService& service, const View& view) : service_(service), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    FolderService& service_;
    const View& view_;
};

}  // namespace groupware::folders::api
