#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/share_service.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `share/management?action=deleteLink`: ends the link of a folder, and the sessions of those who have it.
class DeleteLink final : public engine::Action {
public:
    explicit DeleteLink(ShareService& service) : service_(service) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    ShareService& service_;
};

}  // namespace groupware::folders::api
