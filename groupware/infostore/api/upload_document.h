#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `upload` with `binary=true`: the request's body is the file, the parameters say the rest. With `id` it becomes a new
/// version of that document.
class UploadDocument final : public groupware::api::Action {
public:
    explicit UploadDocument(const InfostoreService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
};

}  // namespace groupware::infostore::api
