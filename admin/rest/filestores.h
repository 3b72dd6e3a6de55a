#pragma once

#include "admin/rest/resource.h"
#include "admin/service/context_service.h"
#include "admin/service/filestore_service.h"

namespace admin::rest {

/// `/filestores`. Sizes in MB; `?usage=false` leaves out what is used.
class Filestores final : public Resource {
public:
    /// Both services must outlive this object.
    /// @param averageBytes  set aside for each context
    Filestores(FilestoreService& filestores, ContextService& contexts, std::int64_t averageBytes)
        : filestores_(filestores), contexts_(contexts), averageBytes_(averageBytes) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    FilestoreService& filestores_;
    ContextService& contexts_;
    std::int64_t averageBytes_;
};

}  // namespace admin::rest
