#pragma once

#include "admin/rest/resource.h"
#include "admin/service/user_service.h"

namespace admin::rest {

/// `/contexts/<id>/users`. Made per request.
class Users final : public Resource {
public:
    /// @param users  must outlive this object
    Users(UserService& users, groupware::ContextId context) : users_(users), context_(context) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] groupware::principals::User find(const Key& key);

    UserService& users_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
