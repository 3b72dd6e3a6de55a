#pragma once

#include "filestore/local_directory.h"
#include "filestore/marker.h"
#include "filestore/options.h"
#include "filestore/quota.h"
#include "groupware/api/coded_error.h"
#include "groupware/api/registry.h"
#include "groupware/attachments/api/actions.h"
#include "groupware/attachments/options.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/calendar/api/actions.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/calendar/service/calendar_attachments.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/calendar_fixture.h"
#include "tests/groupware/main/direct_call.h"
#include "tests/support/temporary_directory.h"

#include <array>
#include <string>
#include <utility>

namespace groupware::calendar::api {

using main::DirectCall;
using Parameters = DirectCall::Parameters;

/// Every action of `chronos` and `freebusy` on a real MariaDB and a real filestore.
class ChronosTest : public CalendarTest {
protected:
    ChronosTest() {
        filestore::PosixFileSystem plain;
        filestore::initialize(plain, uri(), {.id = kFilestore, .number = std::string(16, 'n')});
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            team_ = principals::addGroup(tx, {.name = "team", .displayName = "Team", .members = {kBert, kCarl}});
            room_ = principals::addResource(tx, {.name = "room", .displayName = "Room", .email = "room@example.com"});
            filestore::createUsage(tx, kQuota);
        });
        actions_.addTo(registry_);
    }

    engine::Result run(const std::string& action, Parameters parameters, const std::string& body = {},
                       const Caller& caller = anna()) {
        const std::array<std::string, 1> segments{"chronos"};
        return registry_.find(segments, action).entry->action->handle(caller, DirectCall(std::move(parameters), body));
    }
    std::string ask(const std::string& action, Parameters parameters, const std::string& body = {},
                    const Caller& caller = anna()) {
        return json::write(run(action, std::move(parameters), body, caller).data);
    }
    static json::Object::Ptr objectOf(const engine::Result& result) { return json::requireObject(result.data, "data"); }
    static json::Object::Ptr objectAt(const json::Array::Ptr& list, unsigned int place) {
        return json::requireObject(list->get(place), "element");
    }

    /// A range in March, with expansion.
    static Parameters march(Parameters more = {}) {
        more.insert({{"rangeStart", "20260301T000000Z"}, {"rangeEnd", "20260401T000000Z"}});
        return more;
    }
    static std::string text(FolderId folder) { return std::to_string(folder.value); }
    static std::string text(EventId event) { return std::to_string(event.value); }
    static std::string berlin(const std::string& start) {
        return R"({"value":")" + start + R"(","tzid":"Europe/Berlin"})";
    }
    /// An event of an hour in Berlin.
    static std::string event(const std::string& start, const std::string& members) {
        const auto hour = std::to_string(std::stoi(start.substr(9, 2)) + 1);
        const auto end = start.substr(0, 9) + (hour.size() == 1 ? "0" : "") + hour + start.substr(11);
        return R"({"startDate":)" + berlin(start) + R"(,"endDate":)" + berlin(end) + "," + members + "}";
    }

    [[nodiscard]] std::string uri() const { return "file://" + filestoreDirectory_.path().string(); }
    [[nodiscard]] filestore::ContextPlace placeOf(ContextId context) const {
        return {.filestore = {.id = kFilestore, .number = std::string(16, 'n')},
                .uri = uri(),
                .name = std::to_string(context.value) + "_ctx_store"};
    }

    static constexpr FilestoreId kFilestore{3};
    static constexpr std::int64_t kQuota = 1LL << 20;
    ::test::TemporaryDirectory filestoreDirectory_{"chronos"};
    ConfigurationSource filestoreOptions_{Configuration(filestore::options())};
    filestore::LocalDirectory filestores_{[this](ContextId context) { return placeOf(context); }, filestoreOptions_};
    FreeBusyLimits freeBusyLimits_ = FreeBusyLimits::from(Configuration(options()));
    RequestLimits requestLimits_ = RequestLimits::from(Configuration(requestOptions()));
    Outbox outbox_{clock_, [] { return true; }, [](ContextId) {}};
    ResourceBooking booking_{clock_, findZone, [this] { return freeBusyLimits_; }};
    FreeBusyService freeBusy_{database(), access_, findZone, [this] { return freeBusyLimits_; }};
    CalendarQueries queries_{database(), access_, findZone, [this] { return limits_; }};
    Scheduling scheduling_{
        {.outbox = outbox_, .booking = booking_, .clock = clock_, .find = findZone, .limits = [this] {
             return limits_;
         }}};
    CalendarAttachments target_{access_, scheduling_};
    attachments::AttachmentService attachments_{
        database(), filestores_, attachments::AttachmentTargets({&target_}), clock_,
        [limits = attachments::Limits::from(Configuration(attachments::options()))] { return limits; }};
    StoredFiles files_{database(), attachments_};
    engine::Zones zones_{findZone};
    attachments::api::Actions attachmentActions_{attachments_, {}, zones_};
    CalendarService service_{{.database = database(),
                              .access = access_,
                              .queries = queries_,
                              .scheduling = scheduling_,
                              .freeBusy = freeBusy_,
                              .clock = clock_,
                              .find = findZone}};
    Actions actions_{{.database = database(),
                      .queries = queries_,
                      .service = service_,
                      .freeBusy = freeBusy_,
                      .files = files_,
                      .download = attachmentActions_.download(),
                      .archive = attachmentActions_.archive(),
                      .zones = zones_,
                      .find = findZone,
                      .limits = [this] { return requestLimits_; }}};
    engine::Registry registry_;
    GroupId team_;
    principals::ResourceId room_{};
};

}  // namespace groupware::calendar::api
