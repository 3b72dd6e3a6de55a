#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/service/quota_service.h"

namespace groupware::infostore::api {

/// `quota?action=filestore`: {"quota": octets or -1, "use": octets}.
class FilestoreQuota final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    explicit FilestoreQuota(const QuotaService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const QuotaService& service_;
};

}  // namespace groupware::infostore::api
