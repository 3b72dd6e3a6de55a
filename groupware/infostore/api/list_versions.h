#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/api/view.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `versions`: one row per version of a document, oldest first.
class ListVersions final : public groupware::api::Action {
public:
    ListVersions(const InfostoreService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
    const View& view_;
};

}  // namespace groupware::infostore::api
