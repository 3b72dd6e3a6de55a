#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/api/view.h"
#include "groupware/folders/service/folder_service.h"

namespace groupware::folders::api {

/// `folders?action=list`: the folders below `parent` that the caller is subscribed to; with `all` the others, too.
class ListFolders final : public engine::Action {
public:
    ListFolders(FolderService& service, const View& view) : service_(service), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    FolderService& service_;
    const View& view_;
};

}  // namespace groupware::folders::api
