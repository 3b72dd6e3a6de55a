#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/delegation_service.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `delegation?action=all`: who acts on behalf of the caller.
class ListDelegates final : public engine::Action {
public:
    explicit ListDelegates(DelegationService& service) : service_(service) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    DelegationService& service_;
};

}  // namespace groupware::folders::api
