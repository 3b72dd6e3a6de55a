#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/api/form.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `copy`: a new document from an old one, with the changes of the body, and with the file of a form if there is one.
class CopyDocument final : public groupware::api::Action {
public:
    CopyDocument(const InfostoreService& service, const FormLimits& limits) : service_(service), limits_(limits) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
    const FormLimits& limits_;
};

}  // namespace groupware::infostore::api
