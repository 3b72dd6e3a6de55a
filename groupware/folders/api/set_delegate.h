#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/delegation_service.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `delegation?action=set`: makes a user or group a delegate of the caller, or changes its level.
class SetDelegate final : public engine::Action {
public:
    explicit SetDelegate(DelegationService& service) : service_(service) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    DelegationService& service_;
};

}  // namespace groupware::folders::api
