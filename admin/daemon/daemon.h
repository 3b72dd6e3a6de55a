#pragma once

#include "admin/rest/api.h"
#include "admin/service/administrators.h"
#include "admin/service/archive_service.h"
#include "admin/service/auto_promotion.h"
#include "admin/service/calendar_check_service.h"
#include "admin/service/context_service.h"
#include "admin/service/database_service.h"
#include "admin/service/filestore_service.h"
#include "admin/service/group_service.h"
#include "admin/service/outbox_service.h"
#include "admin/service/quota_service.h"
#include "admin/service/reason_service.h"
#include "admin/service/resource_service.h"
#include "admin/service/user_service.h"
#include "filestore/file_system.h"
#include "filestore/local_directory.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/base/options.h"
#include "groupware/http/router.h"
#include "groupware/http/server.h"
#include "groupware/main/access_log.h"
#include "groupware/main/databases.h"
#include "groupware/main/objects/filestore_places.h"
#include "groupware/main/objects/folder_archives.h"
#include "groupware/main/objects/folder_objects.h"
#include "groupware/main/objects/time_zones.h"
#include "groupware/main/periodic.h"
#include "groupware/main/readiness.h"
#include "groupware/net/server.h"
#include "groupware/principals/service/password_hasher.h"

#include <filesystem>
#include <optional>

namespace admin {

/// The provisioning daemon, wired. The members stand in construction order: each uses only those above it.
class Daemon {
public:
    /// The first three must outlive this object.
    /// @param observer   hears of the steps of createcontext and deletecontext
    /// @param directory  the configuration directory
    /// @throws groupware::Error BadRequest for a broken configuration, among others an address that is not loopback
    Daemon(const groupware::Configuration& configuration, const groupware::Clock& clock, SagaObserver& observer,
           const std::filesystem::path& directory);

    /// Listens and serves; contexts that a killed daemon left are settled meanwhile.
    void start();
    /// Finishes what runs, closes.
    void stop();

    [[nodiscard]] int port() const noexcept { return connector_.httpPort(); }

private:
    /// What earlier versions and killed daemons left: run at start and every `admin.recoveryInterval`.
    void recover(const std::atomic<bool>& ending);

    groupware::main::Databases databases_;
    Cluster cluster_;
    filestore::PosixFileSystem files_;
    groupware::principals::PasswordHasher hasher_;
    groupware::main::TimeZones timeZones_;
    groupware::main::FolderObjects folderObjects_;
    groupware::main::FolderArchives folderArchives_;
    const groupware::ConfigurationSource configuration_;
    groupware::main::FilestorePlaces places_;
    filestore::LocalDirectory contents_;

    ContextService contexts_;
    ArchiveService archives_;
    UserService users_;
    GroupService groups_;
    ResourceService resources_;
    QuotaService quotas_;
    OutboxService outbox_;
    CalendarCheckService calendarCheck_;
    groupware::calendar::FreeBusyUrls freeBusyUrls_;
    ReasonService reasons_;
    DatabaseService databaseServers_;
    ReplicationService replication_;
    FilestoreService filestores_;
    Administrators administrators_;

    rest::Servers serversResource_;
    rest::Filestores filestoresResource_;
    rest::Databases databasesResource_;
    rest::Contexts contextsResource_;
    rest::Replication replicationResource_;
    rest::Promotions promotionsResource_;
    rest::Reasons reasonsResource_;
    rest::Archives archivesResource_;
    rest::Api api_;

    groupware::main::Readiness readiness_;
    groupware::main::HealthHandler health_;
    groupware::main::ReadyHandler ready_{readiness_};
    groupware::main::AccessLog accessLog_;
    groupware::http::Router router_;
    groupware::http::Server server_;
    groupware::Configuration connectorConfiguration_;
    groupware::net::Server connector_;
    bool migrated_ = false;  ///< the config DB is this version's; only recovery_'s thread uses it
    groupware::main::Periodic recovery_;
    AutoPromotion autoPromotion_;
    std::optional<groupware::main::Periodic> watch_;  ///< calls it, if `admin.autoPromote` says so
};

}  // namespace admin
