#pragma once

#include "groupware/api/action.h"
#include "groupware/uploads/service/upload_service.h"

namespace groupware::uploads::api {

/// `keepalive`: the time of a file begins anew.
class KeepAlive final : public groupware::api::Action {
public:
    explicit KeepAlive(const UploadService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const UploadService& service_;
};

}  // namespace groupware::uploads::api
