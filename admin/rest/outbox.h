#pragma once

#include "admin/rest/resource.h"
#include "admin/service/outbox_service.h"

namespace admin::rest {

/// `/contexts/<id>/outbox`: mails about events that wait, or were given up. Made per request.
class Outbox final : public PartialResource {
public:
    /// @param outbox  must outlive this object
    Outbox(OutboxService& outbox, groupware::ContextId context) : outbox_(outbox), context_(context) {}

    /// @note the pattern is about recipients
    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    /// `{"retry": true}`
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    OutboxService& outbox_;
    groupware::ContextId context_;
};

}  // namespace admin::rest
