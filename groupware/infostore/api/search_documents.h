#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/api/view.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `search`: by title, file name and description, in one folder, its subtree or everywhere.
class SearchDocuments final : public groupware::api::Action {
public:
    SearchDocuments(const InfostoreService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
    const View& view_;
};

}  // namespace groupware::infostore::api
