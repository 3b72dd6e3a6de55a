#pragma once

#include "admin/rest/resource.h"
#include "admin/service/user_service.h"

namespace admin::rest {

/// `/contexts/<id>/access`: what the context's administrator may use, and new users with him. Made per request.
class ContextAccess final : public PartialResource {
public:
    /// @param users  must outlive this object
    ContextAccess(UserService& users, groupware::ContextId context) : users_(users), context_(context) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;

private:
    UserService& users_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
