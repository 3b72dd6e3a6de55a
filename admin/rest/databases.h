#pragma once

#include "admin/rest/resource.h"
#include "admin/service/database_service.h"
#include "admin/service/replication_service.h"

namespace admin::rest {

/// `/databases`: database servers. Passwords go in, never out.
class Databases final : public Resource {
public:
    /// @param databases, replication  must outlive this object
    Databases(DatabaseService& databases, ReplicationService& replication)
        : databases_(databases), replication_(replication) {}

    /// With the parameter `state=true` also what the masters do about durability; takes seconds if servers are down.
    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;

private:
    [[nodiscard]] dbpool::RegisteredDatabase find(const Key& key);

    DatabaseService& databases_;
    ReplicationService& replication_;
};

}  // namespace admin::rest
