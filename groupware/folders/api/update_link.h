#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/share_service.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `share/management?action=updateLink`: password and expiry of a folder's link.
class UpdateLink final : public engine::Action {
public:
    explicit UpdateLink(ShareService& service) : service_(service) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    ShareService& service_;
};

}  // namespace groupware::folders::api
