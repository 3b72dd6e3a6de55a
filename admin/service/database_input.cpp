#include "admin/service/database_input.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "groupware/base/crypto.h"

namespace admin {
namespace {

namespace configdb = dbpool::configdb;

constexpr std::int64_t kMaxWeight = 100;
constexpr std::int64_t kMaxPool = 100'000;

void requireRange(std::int64_t value, std::int64_t min, std::int64_t max, const std::string& text) {
    if (value < min || value > max) throw invalid(text);
}

constexpr std::string_view kNameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/// The name becomes part of schema names.
void requireName(const std::string& name) {
    if (name.empty() || name.size() > dbpool::kMaxClusterNameLength ||
        name.find_first_not_of(kNameLetters) != std::string::npos) {
        throw invalid("Illegal database name: at most 40 letters, digits, _ and - are allowed");
    }
}

dbpool::Durability requireDurability(const std::string& name) {
    const auto durability = dbpool::durabilityNamed(name);
    if (!durability) throw invalid("Illegal durability: available or strict");
    return *durability;
}

/// Compared with the nodes' dbpool.site, so a space too many would go unnoticed.
void requireSite(const std::string& site) {
    if (site.size() > dbpool::kMaxSiteLength || site.find_first_not_of(kNameLetters) != std::string::npos) {
        throw invalid("Illegal site: at most 64 letters, digits, _ and - are allowed");
    }
}

void requireTlsFiles(const dbpool::DatabaseSettings& settings) {
    if (settings.tlsCertificateFile.empty() != settings.tlsKeyFile.empty()) {
        throw invalid("A client certificate and its key must be given together");
    }
    if (settings.tlsCaFile.empty() && !settings.tlsCertificateFile.empty()) {
        throw invalid("A client certificate needs the authority of the server's, too");
    }
}

void applyAccount(const AccountInput& input, dbpool::DatabaseAccount& account, std::string_view clusterKey,
                  std::string_view purpose) {
    account.login = input.login.value_or(account.login);
    if (account.login.empty()) {
        if (input.password && !input.password->empty()) throw invalid("A password is given without its account");
        account = {};
        return;
    }
    if (input.password) account.sealedPassword = groupware::crypto::seal(clusterKey, purpose, *input.password);
    if (account.sealedPassword.empty()) throw invalid("The password of the account " + account.login + " is missing");
}

}  // namespace

bool DatabaseInput::changesAccess() const noexcept {
    return hostname || login || password || operatorAccount.given() || migrationAccount.given() || tlsCaFile ||
           tlsVerifyName || tlsCertificateFile || tlsKeyFile;
}

void apply(const DatabaseInput& input, dbpool::DatabaseSettings& settings, std::string_view clusterKey) {
    settings.name = input.name.value_or(settings.name);
    if (input.hostname) {
        auto url = configdb::parseDatabaseUrl(*input.hostname);
        url.schema.clear();
        settings.url = url.text();
    }
    settings.login = input.login.value_or(settings.login);
    if (input.password) {
        settings.sealedPassword = groupware::crypto::seal(clusterKey, configdb::kPasswordPurpose, *input.password);
    }
    applyAccount(input.operatorAccount, settings.operatorAccount, clusterKey, configdb::kOperatorPurpose);
    applyAccount(input.migrationAccount, settings.migrationAccount, clusterKey, configdb::kMigrationPurpose);
    settings.tlsCaFile = input.tlsCaFile.value_or(settings.tlsCaFile);
    settings.tlsVerifyName = input.tlsVerifyName.value_or(settings.tlsVerifyName);
    settings.tlsCertificateFile = input.tlsCertificateFile.value_or(settings.tlsCertificateFile);
    settings.tlsKeyFile = input.tlsKeyFile.value_or(settings.tlsKeyFile);
    settings.hardLimit = input.hardLimit.value_or(settings.hardLimit);
    settings.maxConnections = input.maxConnections.value_or(settings.maxConnections);
    settings.initialConnections = input.initialConnections.value_or(settings.initialConnections);
    settings.weight = input.weight.value_or(settings.weight);
    settings.maxUnits = input.maxUnits.value_or(settings.maxUnits);
    settings.readWeight = input.readWeight.value_or(settings.readWeight);
    if (input.durability) settings.durability = requireDurability(*input.durability);
    settings.site = input.site.value_or(settings.site);
    requireName(settings.name);
    requireSite(settings.site);
    requireTlsFiles(settings);
    requireRange(settings.weight, 0, kMaxWeight, "Clusterweight not within range (0-100)");
    requireRange(settings.readWeight, 0, kMaxWeight, "Weight not within range (0-100)");
    requireRange(settings.maxUnits, -1, INT32_MAX, "Illegal number of contexts");
    requireRange(settings.maxConnections, 1, kMaxPool, "Illegal size of the connection pool");
    requireRange(settings.initialConnections, 0, settings.maxConnections, "Illegal size of the connection pool");
}

}  // namespace admin
