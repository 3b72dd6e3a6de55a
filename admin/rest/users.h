#pragma once

#include "admin/rest/resource.h"
#include "admin/service/user_service.h"
#include "groupware/calendar/freebusy/free_busy_urls.h"

namespace admin::rest {

/// `/contexts/<id>/users`. Made per request.
class Users final : public Resource {
public:
    /// Both must outlive this object.
    Users(UserService& users, const groupware::calendar::FreeBusyUrls& urls, groupware::ContextId context)
        : users_(users), urls_(urls), context_(context) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] groupware::principals::User find(const Key& key);

    UserService& users_;
    const groupware::calendar::FreeBusyUrls& urls_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
