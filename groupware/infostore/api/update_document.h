#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/api/form.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `update`: metadata by PUT, metadata and a new version by POST of a form.
class UpdateDocument final : public groupware::api::Action {
public:
    UpdateDocument(const InfostoreService& service, const FormLimits& limits) : service_(service), limits_(limits) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
    const FormLimits& limits_;
};

}  // namespace groupware::infostore::api
