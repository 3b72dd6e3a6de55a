#pragma once

#include "admin/rest/resource.h"
#include "admin/service/group_service.h"

namespace admin::rest {

/// `/contexts/<id>/groups`. Made per request.
class Groups final : public Resource {
public:
    /// @param groups  must outlive this object
    Groups(GroupService& groups, groupware::ContextId context) : groups_(groups), context_(context) {}

    /// With the pattern of names.
    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] groupware::principals::Group find(const Key& key);

    GroupService& groups_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
