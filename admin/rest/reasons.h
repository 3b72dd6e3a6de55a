#pragma once

#include "admin/rest/resource.h"
#include "admin/service/reason_service.h"

namespace admin::rest {

/// `/reasons`: why contexts are disabled.
class Reasons final : public PartialResource {
public:
    /// @param reasons  must outlive this object
    explicit Reasons(ReasonService& reasons) : reasons_(reasons) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    ReasonService& reasons_;
};

}  // namespace admin::rest
