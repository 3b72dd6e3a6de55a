#pragma once

#include "admin/rest/resource.h"
#include "admin/service/context_service.h"

namespace admin::rest {

/// `/contexts`. Quotas in MB, -1 = unlimited.
class Contexts final : public Resource {
public:
    /// @param contexts  must outlive this object
    explicit Contexts(ContextService& contexts) : contexts_(contexts) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] dbpool::RegisteredContext find(const Key& key);

    ContextService& contexts_;
};

}  // namespace admin::rest
