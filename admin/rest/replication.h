#pragma once

#include "admin/rest/resource.h"
#include "admin/service/replication_service.h"

namespace admin::rest {

/// `GET /replication`: the database clusters as their servers see them now, and whether that is well.
class Replication final : public PartialResource {
public:
    /// @param service  must outlive this object
    explicit Replication(ReplicationService& service) : service_(service) {}

    /// Parameters: `pattern` (`*`, or the name of a cluster or of one of its servers), `warning` and `critical` (lag in
    /// seconds), `heartbeats=false` (answer at once).
    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;

private:
    ReplicationService& service_;
};

/// `POST /promotions`: makes another server the master, or lets one rejoin. Answers when it is done.
class Promotions final : public PartialResource {
public:
    /// @param service  must outlive this object
    explicit Promotions(ReplicationService& service) : service_(service) {}

    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;

private:
    ReplicationService& service_;
};

}  // namespace admin::rest
