#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `delete`: to the trash, or for good with `hardDelete`. Answers what was not deleted.
class DeleteDocuments final : public groupware::api::Action {
public:
    explicit DeleteDocuments(const InfostoreService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
};

}  // namespace groupware::infostore::api
