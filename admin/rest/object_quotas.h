#pragma once

#include "admin/rest/resource.h"
#include "admin/service/quota_service.h"

namespace admin::rest {

/// `/contexts/<id>/quotas`: how many objects of each module the context may have, as far as that was set. Made per
/// request.
class ObjectQuotas final : public PartialResource {
public:
    /// @param quotas  must outlive this object
    ObjectQuotas(QuotaService& quotas, groupware::ContextId context) : quotas_(quotas), context_(context) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;

private:
    QuotaService& quotas_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
