#pragma once

#include "admin/rest/resource.h"
#include "dbpool/configdb/config_database.h"
#include "dbpool/configdb/server_registry.h"

namespace admin::rest {

/// `/servers`: clusters of nodes.
class Servers final : public Resource {
public:
    /// @param config  must outlive this object
    explicit Servers(dbpool::ConfigDatabase& config) : config_(config) {}

    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] dbpool::RegisteredServer find(const Key& key);

    dbpool::ConfigDatabase& config_;
};

}  // namespace admin::rest
