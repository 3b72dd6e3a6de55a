#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/api/form.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `new`: a note or link by PUT, a file by POST of a form. `try_add_version`: a taken name gets another version.
class NewDocument final : public groupware::api::Action {
public:
    NewDocument(const InfostoreService& service, const FormLimits& limits) : service_(service), limits_(limits) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
    const FormLimits& limits_;
};

}  // namespace groupware::infostore::api
