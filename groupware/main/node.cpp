#include "groupware/main/node.h"

#include "dbpool/configdb/options.h"
#include "groupware/base/log.h"
#include "groupware/calendar/incoming_options.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/calendar/service/cancellations.h"
#include "groupware/http/options.h"
#include "groupware/main/calendar_metrics.h"
#include "groupware/main/contexts_upkeep.h"
#include "groupware/main/filestore_metrics.h"
#include "groupware/main/net_metrics.h"
#include "groupware/main/options.h"
#include "groupware/main/process_metrics.h"
#include "groupware/main/push_metrics.h"
#include "groupware/main/session_metrics.h"
#include "groupware/main/translate_error.h"
#include "groupware/push/options.h"
#include "groupware/sync/options.h"
#include "groupware/sync/tombstones.h"

#include <string>
#include <string_view>
#include <vector>

namespace groupware::main {
namespace {

/// What addModules() wires, in the names of module access: the objects, what may be done with their folders, and what
/// of a context may be edited.
std::vector<std::string> servedModules() {
    return {"infostore",
            "contacts",
            "tasks",
            "calendar",
            "delegatetask",
            "ical",
            "vcard",
            "readcreatesharedfolders",
            "collectemailaddresses",
            "editpublicfolders",
            "publicfoldereditable",
            "editgroup",
            "editresource",
            "editpassword",
            "sharelinks",
            "inviteguests"};
}

std::vector<Instant> clocksOf(const dbpool::ConfigDatabase& config) {
    std::vector<Instant> clocks;
    for (const auto clock : config.clocks()) clocks.push_back(std::chrono::time_point_cast<Instant::duration>(clock));
    return clocks;
}

}  // namespace

Node::Node(const ConfigurationSource& configuration, const Clock& clock)
    : configuration_(configuration),
      databases_(*configuration.current()),
      clock_(clock, [this] { return clocksOf(databases_.config()); }),
      timeZones_(configuration.get(kTimeZones)),
      zones_([this](std::string_view name) { return timeZones_.find(name); }),
      platform_{configuration, clock_, databases_.config(), databases_.contexts(), zones_},
      principals_(platform_, servedModules()),
      sessions_(platform_, principals_.hasher(), dbpool::configdb::clusterKey(*configuration.current())),
      filestores_(platform_),
      infostore_(platform_, filestores_.directory(), folderAccess_),
      contacts_(platform_, folderAccess_),
      tasks_(platform_, folderAccess_, timeZones_.finder()),
      freeBusy_(platform_, folderAccess_, timeZones_.finder(), dbpool::configdb::clusterKey(*configuration.current())),
      calendar_(platform_, folderAccess_, filestores_.directory(), freeBusy_, timeZones_.finder()),
      calendarZones_(platform_, timeZones_),
      calendarFiles_(platform_),
      attachments_(platform_, filestores_.directory(),
                   {&tasks_.attachmentTarget(), &contacts_.attachmentTarget(), &calendar_.attachmentTarget()}),
      chronos_(platform_, {.calendar = calendar_, .freeBusy = freeBusy_, .attachments = attachments_},
               timeZones_.finder()),
      calendarAlarms_(platform_, folderAccess_, calendar_, chronos_.view()),
      reminders_(platform_, folderAccess_, {&calendarAlarms_.reminders()}),
      appointments_(platform_, calendar_, freeBusy_, timeZones_.finder()),
      uploads_(platform_, filestores_.directory()),
      find_(platform_, {&infostore_.finder(), &tasks_.finder(), &contacts_.finder(), &chronos_.finder()}),
      folders_(platform_,
               {&infostore_.folderContent(), &tasks_.folderContent(), &contacts_.folderContent(),
                &calendar_.folderContent()},
               principals_.hasher(), dbpool::configdb::clusterKey(*configuration.current()), infostore_.uploadCheck()),
      push_(platform_, folderAccess_),
      jsonApi_(*configuration.current(), sessions_.authenticator(), translateError),
      clientSettings_(platform_, jsonApi_.settings()),
      server_(router_, {accessLog_, requestMetrics_, masterAbsence_, stickyRoute_, sessions_.stateCookie()},
              translateError, static_cast<std::size_t>(configuration.get(http::kParameters)),
              configuration.get(http::kForceSecureCookies)),
      connectors_(*configuration.current(), server_, clock_) {
    addModules();
    openToGuests();
    addRoutes();
    addMetrics();
    addChecks();
}

void Node::addModules() {
    principals_.addTo(jsonApi_.registry());
    principals_.addTo(jsonApi_.settings());
    sessions_.addTo(jsonApi_.registry());
    sessions_.addTo(jsonApi_.settings());
    folders_.addTo(jsonApi_.registry());
    folders_.addTo(jsonApi_.settings());
    infostore_.addTo(jsonApi_.registry());
    contacts_.addTo(jsonApi_.registry());
    contacts_.addTo(jsonApi_.settings());
    attachments_.addTo(jsonApi_.registry());
    uploads_.addTo(jsonApi_.registry());
    uploads_.addTo(jsonApi_.settings());
    find_.addTo(jsonApi_.registry());
    clientSettings_.addTo(jsonApi_.registry());
    push_.addTo(jsonApi_.registry());
    reminders_.addTo(jsonApi_.registry());
    tasks_.addTo(jsonApi_.registry());
    tasks_.addTo(jsonApi_.settings());
    freeBusy_.addTo(jsonApi_.registry());
    freeBusy_.addTo(jsonApi_.settings());
    calendar_.addGatewayTo(jsonApi_.registry());
    chronos_.addTo(jsonApi_.registry());
    calendarAlarms_.addTo(jsonApi_.registry());
    appointments_.addTo(jsonApi_.registry());
    Chronos::addTo(jsonApi_.settings());
    tasks_.addTo(calendarFiles_);
    chronos_.addTo(calendarFiles_);
    calendarFiles_.addTo(jsonApi_.registry());
}

/// What only shows what folders' permissions let their caller see, and himself: not the directory of users, in whatever
/// module. Settings of a guest are read, never kept: a link's guest is whoever has the link.
void Node::openToGuests() {
    auto& registry = jsonApi_.registry();
    registry.openToGuests({"folders", "infostore", "files", "capabilities", "multiple", "find"});
    registry.openToGuests({"contacts", "addressbooks", "tasks", "calendar"},
                          {"all", "list", "get", "updates", "search", "advancedSearch", "autocomplete", "new", "update",
                           "delete", "copy"});
    registry.openToGuests({"chronos"}, {"all", "list", "get", "updates", "new", "update", "delete", "getAttachment"});
    registry.openToGuests({"attachment"}, {"all", "list", "get", "updates", "document"});
    registry.openToGuests({"image/contact/picture", "contacts/picture", "config", "user/me"});
    registry.openToGuests({"user"}, {"get"});
    registry.openToGuests({"jslob"}, {"all", "list", "get"});
}

void Node::addRoutes() {
    router_.add("/ajax", jsonApi_.handler());
    router_.addAlias("/appsuite/api", "/ajax", jsonApi_.handler());
    router_.add("/health", health_);
    router_.add("/ready", ready_);
    router_.add("/metrics", metricsHandler_);
}

void Node::addChecks() {
    using Need = Readiness::Need;
    readiness_.add("configdb", Need::Required, [this] { databases_.requireConfig(); });
    readiness_.add("databases", Need::Required, [this] { databases_.requireClusters(); });
    readiness_.add("filestores", Need::Useful, [this] { filestores_.requireAvailable(); });
    // Without masters and replicas reads go on, on all nodes alike.
    readiness_.add([this] { return databases_.survey(); });
}

void Node::addMetrics() {
    metrics_.add(collectProcessMetrics);
    metrics_.add([this](MetricsWriter& writer) { collectNetMetrics(connectors_.counters(), writer); });
    metrics_.add([this](MetricsWriter& writer) { requestMetrics_.collect(writer); });
    metrics_.add([this](MetricsWriter& writer) { databases_.collect(writer); });
    metrics_.add([this](MetricsWriter& writer) {
        collectSessionMetrics(sessions_.loginCounters(), sessions_.endCounters(), writer);
    });
    metrics_.add([this](MetricsWriter& writer) { collectPushMetrics(push_.feed(), writer); });
    metrics_.add([this](MetricsWriter& writer) { collectCalendarMetrics(calendar_.mails().counters(), writer); });
    metrics_.add([this](MetricsWriter& writer) { collectFilestoreMetrics(filestores_.status(), writer); });
}

void Node::start() {
    connectors_.start();
    log::information("node.started", {{"http", httpPort()}, {"ajp", ajpPort()}});
    membership_ = std::make_unique<Membership>(databases_.config(), *configuration_.current(),
                                               NodeAddresses{.http = httpPort(), .ajp = ajpPort()});
    pushPoll_ =
        std::make_unique<Periodic>("push.poll", configuration_.get(push::kPollInterval), [this] { push_.poll(); });
    calendar_.startMails();
    mailPoll_ = std::make_unique<Periodic>(
        "calendar.mails", configuration_.get(calendar::kMailPoll), [this](const auto& ending) {
            keepContexts(databases_.config(), membership_->upkeepShare(),
                         {{"mails", [this](ContextId context) { calendar_.mails().look(context); }}}, ending);
        });
    upkeep_ = std::make_unique<Periodic>("node.upkeep", configuration_.get(kUpkeep), [this](const auto& ending) {
        const auto keep = configuration_.get(sync::kTombstoneDays);
        calendarZones_.refresh();
        keepContexts(
            databases_.config(), membership_->upkeepShare(),
            {{"sessions", [this](ContextId context) { sessions_.removeExpired(context); }},
             {"uploads", [this](ContextId context) { uploads_.removeExpired(context); }},
             {"guests", [this](ContextId context) { folders_.removeExpiredGuests(context); }},
             {"mails", [this](ContextId context) { calendar_.mails().removeOld(context); }},
             {"cancelled events",
              [this](ContextId context) {
                  const auto before = clock_.now() - configuration_.get(calendar::kCancelledKeep);
                  calendar::removeOldCancellations(databases_.contexts(), context, before);
              }},
             {"time zones", [this](ContextId context) { calendarZones_.keep(context); }},
             {"trash", [this](ContextId context) { filestores_.collectTrash(context); }},
             {"tombstones",
              [&](ContextId context) { (void)sync::removeOldTombstones(databases_.contexts(), context, keep); }}},
            ending);
    });
}

void Node::stop() {
    readiness_.drain();
    if (upkeep_) upkeep_->beginToEnd();
    if (pushPoll_) pushPoll_->beginToEnd();
    if (mailPoll_) mailPoll_->beginToEnd();
    calendar_.mails().beginToEnd();
    connectors_.stop(configuration_.get(kDrainTime));  // what follows asks databases, which may hang
    pushPoll_.reset();
    mailPoll_.reset();
    upkeep_.reset();  // these two before the membership, which it asks
    membership_.reset();
    log::information("node.stopped");
}

}  // namespace groupware::main
