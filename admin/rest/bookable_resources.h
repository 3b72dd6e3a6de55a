#pragma once

#include "admin/rest/resource.h"
#include "admin/service/resource_service.h"

namespace admin::rest {

/// `/contexts/<id>/resources`: rooms, cars, projectors. Made per request.
class BookableResources final : public Resource {
public:
    /// @param resources  must outlive this object
    BookableResources(ResourceService& resources, groupware::ContextId context)
        : resources_(resources), context_(context) {}

    /// With the pattern of names.
    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] groupware::principals::Resource find(const Key& key);

    ResourceService& resources_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
