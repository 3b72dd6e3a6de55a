#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `move`: to the folder `folder`, the documents of the body (PUT) or the one named `id` (GET). Answers what stayed.
class MoveDocuments final : public groupware::api::Action {
public:
    explicit MoveDocuments(const InfostoreService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
};

}  // namespace groupware::infostore::api
