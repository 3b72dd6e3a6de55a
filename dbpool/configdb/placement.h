#pragma once

#include "groupware/base/ids.h"

#include <cstdint>
#include <string>

namespace dbpool {

/// Where the rows of a context are.
struct ContextLocation {
    std::int64_t cluster = 0;  ///< `db_cluster.cluster_id`
    std::string schema;
    std::int64_t epoch = 1;  ///< grows with every placement of the id; the `ctx_state` row must say the same
};

/// The life of a context. Only active ones serve logins.
enum class ContextStage { Creating, Active, Deleting };

/// What the config DB says about one context.
struct Placement {
    groupware::ContextId context;
    groupware::ServerId server;
    ContextLocation location;
    ContextStage stage = ContextStage::Creating;
    bool enabled = true;
    groupware::FilestoreId filestore;
    std::string filestoreUri;
    std::string filestoreMark;       ///< 16 octets that the marker on the storage carries too
    bool filestoreUnmarked = false;  ///< the marker may still lack them
    std::string filestoreName;       ///< the context's directory below the URI
    std::int64_t quotaBytes = -1;    ///< -1 = unlimited
};

}  // namespace dbpool
