#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `restore`: the documents of the body, out of the trash. Answers where each is now; for those that stayed there is a
/// warning each.
class RestoreDocuments final : public groupware::api::Action {
public:
    explicit RestoreDocuments(const InfostoreService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
};

}  // namespace groupware::infostore::api
