#pragma once

#include "groupware/api/registry.h"
#include "groupware/folders/api/list_delegates.h"
#include "groupware/folders/api/list_mandates.h"
#include "groupware/folders/api/remove_delegates.h"
#include "groupware/folders/api/set_delegate.h"
#include "groupware/folders/service/delegation_service.h"

namespace groupware::folders::api {

/// The module `delegation` of the JSON interface, which Open-Xchange does not have. Outlives the registry's use.
class DelegationModule {
public:
    /// @param service  outlives this object
    explicit DelegationModule(DelegationService& service);
    DelegationModule(const DelegationModule&) = delete;
    DelegationModule& operator=(const DelegationModule&) = delete;

    void addTo(engine::Registry& registry);

private:
    ListDelegates delegates_;
    ListMandates mandates_;
    SetDelegate set_;
    RemoveDelegates remove_;
};

}  // namespace groupware::folders::api
