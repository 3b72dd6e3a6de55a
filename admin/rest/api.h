#pragma once

#include "admin/rest/archives.h"
#include "admin/rest/contexts.h"
#include "admin/rest/databases.h"
#include "admin/rest/filestores.h"
#include "admin/rest/reasons.h"
#include "admin/rest/replication.h"
#include "admin/rest/servers.h"
#include "admin/service/administrators.h"
#include "admin/service/calendar_check_service.h"
#include "admin/service/group_service.h"
#include "admin/service/outbox_service.h"
#include "admin/service/quota_service.h"
#include "admin/service/resource_service.h"
#include "admin/service/user_service.h"
#include "groupware/calendar/freebusy/free_busy_urls.h"
#include "groupware/http/error_status.h"
#include "groupware/http/handler.h"

#include <cstddef>
#include <memory>

namespace admin::rest {

/// The collections of the API.
struct Collections {
    Servers& servers;
    Filestores& filestores;
    Databases& databases;
    Contexts& contexts;
    Replication& replication;
    Promotions& promotions;
    Reasons& reasons;
    UserService& users;
    GroupService& groups;
    ResourceService& resources;
    QuotaService& quotas;
    OutboxService& outbox;
    CalendarCheckService& calendarCheck;
    const groupware::calendar::FreeBusyUrls& freeBusyUrls;
    Archives& archives;
};

/// `/admin/v1`: JSON in, JSON out, HTTP Basic (RFC 7617). Described by admin/api/openapi.yaml. Errors are
/// `{"problem": <exit status>, "message": "..."}`. Each call leaves one `admin.call` line in the log: who did what to
/// what, in ids. Called from several threads at once.
class Api final : public groupware::http::Handler {
public:
    /// All must outlive this object.
    /// @param translate  for exceptions that are no groupware::Error
    Api(Collections collections, Administrators& administrators, groupware::http::ErrorTranslator translate,
        std::size_t maxBody)
        : collections_(collections),
          administrators_(administrators),
          translate_(std::move(translate)),
          maxBody_(maxBody) {}

    [[nodiscard]] groupware::http::Response handle(const groupware::http::Request& request) override;

private:
    /// What the audit line says about a call, besides the request's notes.
    struct Audit {
        Administrator administrator = Administrator::Anybody;
        bool proven = false;
        std::int64_t object = 0;  ///< id of what was acted on; 0 while unknown
    };
    [[nodiscard]] groupware::http::Response answer(const groupware::http::Request& request, Audit& audit);
    [[nodiscard]] Resource* collection(std::string_view name);
    /// The collection of that name inside a context that its own administrator looks after, or null.
    [[nodiscard]] std::unique_ptr<Resource> collectionOf(groupware::ContextId context, std::string_view name);
    /// The same of those that are the master's.
    [[nodiscard]] std::unique_ptr<Resource> settingsOf(groupware::ContextId context, std::string_view name);
    [[nodiscard]] groupware::http::Response dispatch(Resource& resource, const groupware::http::Request& request,
                                                     std::size_t keySegment, Audit& audit);
    [[nodiscard]] groupware::http::Response answered(const groupware::http::Request& request, Audit& audit);

    Collections collections_;
    Administrators& administrators_;
    groupware::http::ErrorTranslator translate_;
    std::size_t maxBody_;
};

}  // namespace admin::rest
