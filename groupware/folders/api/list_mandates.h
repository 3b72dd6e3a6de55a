#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/service/delegation_service.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `delegation?action=mandates`: on behalf of whom the caller may act, one entry each way he may.
class ListMandates final : public engine::Action {
public:
    explicit ListMandates(DelegationService& service) : service_(service) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    DelegationService& service_;
};

}  // namespace groupware::folders::api
