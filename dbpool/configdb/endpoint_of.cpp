#include "dbpool/configdb/endpoint_of.h"

#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "groupware/base/crypto.h"

namespace dbpool::configdb {
namespace {

using groupware::crypto::unseal;

Endpoint withoutAccount(const DatabaseSettings& settings) {
    const DatabaseUrl url = parseDatabaseUrl(settings.url);
    return {.host = url.host,
            .port = url.port,
            .user = {},
            .password = {},
            .tlsCaFile = settings.tlsCaFile,
            .tlsVerifyName = settings.tlsVerifyName,
            .tlsCertificateFile = settings.tlsCertificateFile,
            .tlsKeyFile = settings.tlsKeyFile};
}

}  // namespace

Endpoint nodeEndpoint(const DatabaseSettings& settings, std::string_view clusterKey) {
    Endpoint endpoint = withoutAccount(settings);
    endpoint.user = settings.login;
    endpoint.password = unseal(clusterKey, kPasswordPurpose, settings.sealedPassword);
    return endpoint;
}

std::optional<Endpoint> operatorEndpoint(const DatabaseSettings& settings, std::string_view clusterKey) {
    if (settings.operatorAccount.login.empty()) return std::nullopt;
    Endpoint endpoint = withoutAccount(settings);
    endpoint.user = settings.operatorAccount.login;
    endpoint.password = unseal(clusterKey, kOperatorPurpose, settings.operatorAccount.sealedPassword);
    return endpoint;
}

Endpoint migrationEndpoint(const DatabaseSettings& settings, std::string_view clusterKey) {
    if (settings.migrationAccount.login.empty()) return nodeEndpoint(settings, clusterKey);
    Endpoint endpoint = withoutAccount(settings);
    endpoint.user = settings.migrationAccount.login;
    endpoint.password = unseal(clusterKey, kMigrationPurpose, settings.migrationAccount.sealedPassword);
    return endpoint;
}

}  // namespace dbpool::configdb
