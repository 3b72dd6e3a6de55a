#pragma once

#include "groupware/api/find_module.h"
#include "groupware/infostore/api/view.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// Documents for `find`: by title, file name and description, newest change first.
class FindDocuments final : public groupware::api::FindModule {
public:
    /// All outlive this object.
    FindDocuments(const InfostoreService& service, const Clock& clock, const groupware::api::Zones& zones)
        : service_(service), view_(clock, zones) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "files"; }
    [[nodiscard]] std::string_view access() const noexcept override { return "infostore"; }
    [[nodiscard]] std::vector<groupware::api::FindSuggestion> suggest(const Caller& caller, const std::string& prefix,
                                                                      std::size_t limit) const override;
    [[nodiscard]] groupware::api::FindAnswer query(const Caller& caller, const groupware::api::Call& call,
                                                   const groupware::api::FindRequest& request) const override;

private:
    const InfostoreService& service_;
    View view_;
};

}  // namespace groupware::infostore::api
