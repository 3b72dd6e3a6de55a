#pragma once

#include "groupware/api/zones.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/http/router.h"
#include "groupware/http/server.h"
#include "groupware/http/sticky_route.h"
#include "groupware/main/access_log.h"
#include "groupware/main/cluster_clock.h"
#include "groupware/main/databases.h"
#include "groupware/main/json_api.h"
#include "groupware/main/master_absence.h"
#include "groupware/main/membership.h"
#include "groupware/main/metrics.h"
#include "groupware/main/objects/appointments.h"
#include "groupware/main/objects/attachments.h"
#include "groupware/main/objects/calendar.h"
#include "groupware/main/objects/calendar_alarms.h"
#include "groupware/main/objects/calendar_files.h"
#include "groupware/main/objects/calendar_zones.h"
#include "groupware/main/objects/chronos.h"
#include "groupware/main/objects/client_settings.h"
#include "groupware/main/objects/contacts.h"
#include "groupware/main/objects/filestores.h"
#include "groupware/main/objects/find.h"
#include "groupware/main/objects/folders.h"
#include "groupware/main/objects/free_busy.h"
#include "groupware/main/objects/infostore.h"
#include "groupware/main/objects/platform.h"
#include "groupware/main/objects/principals.h"
#include "groupware/main/objects/push.h"
#include "groupware/main/objects/reminders.h"
#include "groupware/main/objects/sessions.h"
#include "groupware/main/objects/tasks.h"
#include "groupware/main/objects/time_zones.h"
#include "groupware/main/objects/uploads.h"
#include "groupware/main/periodic.h"
#include "groupware/main/readiness.h"
#include "groupware/main/request_metrics.h"
#include "groupware/net/server.h"

#include <memory>

namespace groupware::main {

/// One groupware node, wired. The members stand in construction order: each uses only those above it.
class Node {
public:
    /// Both must outlive this object.
    Node(const ConfigurationSource& configuration, const Clock& clock);

    /// Listens, serves, enters the cluster.
    void start();
    /// Not ready any more, finishes what runs, closes, leaves the cluster. A database that hangs holds it up: see
    /// ForcedEnd.
    void stop();

    /// What `/ajax` answers.
    [[nodiscard]] const api::Registry& actions() const noexcept { return jsonApi_.registry(); }

    [[nodiscard]] int httpPort() const noexcept { return connectors_.httpPort(); }
    [[nodiscard]] int ajpPort() const noexcept { return connectors_.ajpPort(); }

private:
    void addModules();
    void openToGuests();
    void addRoutes();
    void addChecks();
    void addMetrics();

    const ConfigurationSource& configuration_;
    Databases databases_;
    const ClusterClock clock_;
    TimeZones timeZones_;
    const api::Zones zones_;

    const Platform platform_;
    Principals principals_;
    Sessions sessions_;
    Filestores filestores_;
    folders::FolderAccess folderAccess_;
    Infostore infostore_;
    Contacts contacts_;
    Tasks tasks_;
    FreeBusy freeBusy_;
    Calendar calendar_;
    CalendarZones calendarZones_;
    CalendarFiles calendarFiles_;
    Attachments attachments_;
    Chronos chronos_;
    CalendarAlarms calendarAlarms_;
    Reminders reminders_;
    Appointments appointments_;
    Uploads uploads_;
    Find find_;
    Folders folders_;
    Push push_;
    JsonApi jsonApi_;
    ClientSettings clientSettings_;

    Metrics metrics_;
    Readiness readiness_;
    HealthHandler health_;
    ReadyHandler ready_{readiness_};
    MetricsHandler metricsHandler_{metrics_};

    AccessLog accessLog_;
    RequestMetrics requestMetrics_;
    MasterAbsence masterAbsence_;
    http::StickyRoute stickyRoute_;
    http::Router router_;
    http::Server server_;
    net::Server connectors_;

    std::unique_ptr<Membership> membership_;  ///< from start() to stop()
    std::unique_ptr<Periodic> pushPoll_;      ///< likewise
    std::unique_ptr<Periodic> mailPoll_;      ///< likewise; asks the membership
    std::unique_ptr<Periodic> upkeep_;        ///< likewise; asks the membership
};

}  // namespace groupware::main
