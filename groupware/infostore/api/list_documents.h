#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/api/view.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `list`: the documents that the body names, as far as they are there.
class ListDocuments final : public groupware::api::Action {
public:
    ListDocuments(const InfostoreService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
    const View& view_;
};

}  // namespace groupware::infostore::api
