#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/share_service.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `share/management?action=getLink`: the link of a folder, a new one if it has none.
class GetLink final : public engine::Action {
public:
    explicit GetLink(ShareService& service) : service_(service) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    ShareService& service_;
};

}  // namespace groupware::folders::api
