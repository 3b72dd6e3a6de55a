#include "dbpool/configdb/cluster_reader.h"

#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "groupware/base/crypto.h"

#include <utility>

namespace dbpool {

namespace {

constexpr ConfigReadStatement kFind{
    "configdb.cluster.find",
    "SELECT c.name, c.write_db_pool_id = p.db_pool_id, p.db_pool_id, p.name, p.url, p.login, p.password, p.tls_ca,"
    " p.max, p.hardlimit, p.initial, p.tls_verify_name, p.tls_certificate, p.tls_key, p.weight, p.site,"
    " c.durability = 'strict'"
    " FROM db_cluster c JOIN db_pool p ON p.cluster_id = c.cluster_id WHERE c.cluster_id = ? ORDER BY p.db_pool_id"};

}  // namespace

std::optional<ClusterDefinition> ClusterReader::find(std::int64_t cluster) {
    ClusterDefinition found;
    found.id = cluster;
    bool hasMaster = false;
    for (Rows rows = session_.query(kFind, {cluster}); rows.next();) {
        found.name = rows.text(1);
        found.durability = rows.flag(17) ? Durability::Strict : Durability::Available;
        const configdb::DatabaseUrl url = configdb::parseDatabaseUrl(rows.text(5));
        Endpoint endpoint{.host = url.host,
                          .port = url.port,
                          .user = rows.text(6),
                          .password = groupware::crypto::unseal(clusterKey_, configdb::kPasswordPurpose, rows.text(7)),
                          .tlsCaFile = rows.text(8),
                          .tlsVerifyName = rows.flag(12),
                          .tlsCertificateFile = rows.text(13),
                          .tlsKeyFile = rows.text(14)};
        DatabaseDefinition database{.id = {rows.integer(3)},
                                    .name = rows.text(4),
                                    .endpoint = std::move(endpoint),
                                    .maxConnections = static_cast<int>(rows.integer(9)),
                                    .hardLimit = rows.flag(10),
                                    .initialConnections = static_cast<int>(rows.integer(11)),
                                    .weight = static_cast<int>(rows.integer(15)),
                                    .site = rows.text(16)};
        const bool isMaster = rows.flag(2);
        hasMaster = hasMaster || isMaster;
        if (isMaster)
            found.master = std::move(database);
        else
            found.replicas.push_back(std::move(database));
    }
    if (!hasMaster) return std::nullopt;
    return found;
}

}  // namespace dbpool
