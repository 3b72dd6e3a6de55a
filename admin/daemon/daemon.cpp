#include "admin/daemon/daemon.h"

#include "admin/options.h"
#include "admin/units.h"
#include "dbpool/configdb/options.h"
#include "dbpool/replication/options.h"
#include "groupware/base/log.h"
#include "groupware/http/options.h"
#include "groupware/main/objects/context_schemas.h"
#include "groupware/main/options.h"
#include "groupware/main/translate_error.h"
#include "groupware/net/options.h"

#include <algorithm>
#include <map>
#include <string>

namespace admin {
namespace {

using groupware::Configuration;
using groupware::Error;
using groupware::ErrorCode;

constexpr std::chrono::seconds kDrainTime{10};

Cluster clusterOf(const Configuration& configuration, groupware::main::Databases& databases) {
    const auto location = dbpool::configdb::location(configuration);
    return {.config = databases.config(),
            .contexts = databases.contexts(),
            .configServers = dbpool::configdb::operatorServers(configuration),
            .configSchema = location.schema,
            .configDurability = location.durability,
            .serverName = configuration.get(dbpool::configdb::kServerName),
            .key = dbpool::configdb::clusterKey(configuration),
            .schemas = groupware::main::contextSchemas()};
}

/// Passwords cross this connection: without TLS it must not leave the machine.
std::string loopbackAddress(const Configuration& configuration) {
    std::string address = configuration.get(kAddress);
    if (address.starts_with("127.") || address == "::1") return address;
    const std::string text = "admin.address=" + address +
                             " is not a loopback address; for calls from other machines put a front with TLS before it";
    throw Error(ErrorCode::BadRequest, text, text);
}

AutoPromotionLimits autoPromotionLimits(const Configuration& configuration) {
    return {.looks = static_cast<int>(configuration.get(kAutoPromoteLooks)),
            .pause = configuration.get(kAutoPromotePause),
            .retry = configuration.get(kAutoPromoteRetry)};
}

/// The limits of the node's connectors hold here too, but for archives; AJP is off. Bodies of other calls are limited
/// where they are read. An import reads no faster than it writes, so nobody's upload is slow.
Configuration connectorOf(const Configuration& configuration) {
    const auto bodyBytes = std::max(configuration.get(kMaxBody), configuration.get(kArchiveBytes));
    return Configuration(groupware::net::options(),
                         {{std::string(groupware::net::kHttpPort.key), std::to_string(configuration.get(kPort))},
                          {std::string(groupware::net::kHttpAddress.key), loopbackAddress(configuration)},
                          {std::string(groupware::net::kAjpPort.key), "-1"},
                          {std::string(groupware::net::kWorkers.key), std::to_string(configuration.get(kThreads))},
                          {std::string(groupware::net::kBodyGrace.key), "1h"},
                          {std::string(groupware::net::kBodyMinRate.key), "1"},
                          {std::string(groupware::net::kBodyBytes.key), std::to_string(bodyBytes)}});
}

}  // namespace

Daemon::Daemon(const Configuration& configuration, const groupware::Clock& clock, SagaObserver& observer,
               const std::filesystem::path& directory)
    : databases_(configuration),
      cluster_(clusterOf(configuration, databases_)),
      hasher_(configuration),
      timeZones_(configuration.get(groupware::main::kTimeZones)),
      folderObjects_(configuration, clock, timeZones_.finder()),
      folderArchives_(configuration, clock, timeZones_.finder(), groupware::principals::ShareTokens(cluster_.key)),
      configuration_(configuration),
      places_(databases_.config()),
      contents_([this](groupware::ContextId context) { return places_.find(context); }, configuration_),
      contexts_(cluster_, files_, hasher_, timeZones_, observer, configuration),
      archives_({databases_.contexts(), contents_, folderArchives_.archives(), folderArchives_.settings(),
                 folderArchives_.credentials(), groupware::principals::ShareTokens(cluster_.key), clock},
                contexts_, configuration),
      users_(cluster_, hasher_, folderObjects_.contents(), folderArchives_.settings(), timeZones_, configuration),
      groups_(cluster_),
      resources_(cluster_),
      quotas_(cluster_),
      outbox_(cluster_, clock),
      calendarCheck_(
          cluster_, clock, [this](std::string_view name) { return timeZones_.find(name); }, configuration_),
      freeBusyUrls_(databases_.contexts(), groupware::principals::ShareTokens(cluster_.key)),
      reasons_(cluster_),
      databaseServers_(cluster_),
      replication_(cluster_, clock, configuration.get(dbpool::replication::kMasterLease)),
      filestores_(cluster_, files_),
      administrators_(cluster_, hasher_, configuration, directory, clock),
      serversResource_(databases_.config()),
      filestoresResource_(filestores_, contexts_, configuration.get(kAverageContextSize) * kMiB),
      databasesResource_(databaseServers_, replication_),
      contextsResource_(contexts_),
      replicationResource_(replication_),
      promotionsResource_(replication_),
      reasonsResource_(reasons_),
      archivesResource_(archives_),
      api_({serversResource_, filestoresResource_, databasesResource_, contextsResource_, replicationResource_,
            promotionsResource_, reasonsResource_, users_, groups_, resources_, quotas_, outbox_, calendarCheck_,
            freeBusyUrls_, archivesResource_},
           administrators_, groupware::main::translateError, static_cast<std::size_t>(configuration.get(kMaxBody))),
      server_(router_, {accessLog_}, groupware::main::translateError,
              static_cast<std::size_t>(configuration.get(groupware::http::kParameters))),
      connectorConfiguration_(connectorOf(configuration)),
      connector_(connectorConfiguration_, server_, clock),
      recovery_("context.recovery", configuration.get(kRecoveryInterval),
                [this](const std::atomic<bool>& ending) { recover(ending); }),
      autoPromotion_(replication_, autoPromotionLimits(configuration)) {
    router_.add("/admin/v1", api_);
    router_.add("/health", health_);
    router_.add("/ready", ready_);
    readiness_.add("configdb", groupware::main::Readiness::Need::Required, [this] { databases_.requireConfig(); });
    if (!configuration.get(kAutoPromote)) return;
    groupware::log::information("autopromotion.on");
    watch_.emplace("autopromotion.look", configuration.get(kAutoPromoteInterval), [this] { autoPromotion_.look(); });
}

void Daemon::start() {
    connector_.start();
    groupware::log::information("admin.started", {{"port", port()}});
}

void Daemon::recover(const std::atomic<bool>& ending) {
    if (!migrated_) databases_.config().create();
    migrated_ = true;
    filestores_.markUnmarked();
    contexts_.settleLeftovers(ending);
}

void Daemon::stop() {
    readiness_.drain();
    connector_.stop(kDrainTime);
    groupware::log::information("admin.stopped");
}

}  // namespace admin
