#include "admin/rest/api.h"

#include "admin/rest/bookable_resources.h"
#include "admin/rest/calendar_check.h"
#include "admin/rest/context_access.h"
#include "admin/rest/groups.h"
#include "admin/rest/object_quotas.h"
#include "admin/rest/outbox.h"
#include "admin/rest/users.h"
#include "admin/service/problems.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/log.h"
#include "groupware/http/router.h"
#include "groupware/http/text.h"
#include "groupware/principals/user.h"

#include <Poco/Base64Decoder.h>
#include <Poco/StreamCopier.h>

#include <sstream>

namespace admin::rest {
namespace {

using groupware::Error;
using groupware::ErrorCode;
using groupware::http::Request;
using groupware::http::Response;

/// "admin", "v1" stand before the collection.
constexpr std::size_t kCollectionSegment = 2;
constexpr std::size_t kKeySegment = 3;
constexpr std::size_t kSubCollectionSegment = 4;
constexpr std::size_t kSubKeySegment = 5;

constexpr int kOk = 200;
constexpr int kCreated = 201;
constexpr int kNotAuthenticated = 401;

/// RFC 7617 section 2; anything broken counts as no credentials.
Login loginOf(const Request& request) {
    constexpr std::string_view kBasic = "basic ";
    const std::string field = request.header("Authorization");
    if (!groupware::http::equalsIgnoreCase(std::string_view(field).substr(0, kBasic.size()), kBasic)) return {};
    std::istringstream encoded(field.substr(kBasic.size()));
    Poco::Base64Decoder decoder(encoded);
    std::string decoded;
    Poco::StreamCopier::copyToString(decoder, decoded);
    const auto colon = decoded.find(':');
    if (colon == std::string::npos) return {};
    return {.name = decoded.substr(0, colon), .password = decoded.substr(colon + 1)};
}

Response jsonResponse(int status, const json::Object::Ptr& object) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}};
    response.body = json::write(object);
    return response;
}

/// The administrator sees what the log sees, but for bugs.
std::string messageOf(const Error& error, const std::string& requestId) {
    if (error.code() == ErrorCode::Internal) return "Internal error " + requestId + "; see the log of yoke-admin";
    return error.publicText().empty() ? error.what() : error.publicText();
}

Response errorResponse(const Error& error, const std::string& requestId) {
    if (error.code() == ErrorCode::Internal) groupware::log::error("admin.failed", {{"what", error.what()}});
    auto object = json::makeObject();
    object->set("problem", static_cast<int>(problemOf(error)));
    object->set("message", messageOf(error, requestId));
    auto response = jsonResponse(groupware::http::statusOf(error.code()), object);
    if (response.status == kNotAuthenticated) {
        response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"yoke-admin\", charset=\"UTF-8\"");
    }
    return response;
}

std::string nameOf(Administrator administrator) {
    switch (administrator) {
        case Administrator::Anybody: return "anybody";
        case Administrator::Master: return "master";
        case Administrator::OfContext: return "context";
    }
    return "-";
}

/// "contexts/create"; never what a client wrote.
std::string operationOf(std::string_view collection, const Request& request, bool hasKey) {
    const std::string& method = request.method();
    std::string_view verb = "-";
    if (method == "GET") verb = hasKey ? "get" : "list";
    if (method == "POST") verb = "create";
    if (method == "PATCH") verb = "change";
    if (method == "DELETE") verb = "delete";
    return std::string(collection) + "/" + std::string(verb);
}

Error notFound(const Request& request) {
    return {ErrorCode::NotFound, "no such resource", "There is no " + request.rawPath()};
}

}  // namespace

Response Api::handle(const Request& request) {
    Audit audit;
    auto response = answered(request, audit);
    auto& notes = request.notes();
    if (notes.operation.starts_with("contexts/")) notes.context = groupware::ContextId{audit.object};
    groupware::log::information("admin.call", {{"operation", notes.operation.empty() ? "-" : notes.operation},
                                               {"administrator", audit.proven ? nameOf(audit.administrator) : "-"},
                                               {"context", notes.context.value},
                                               {"object", audit.object},
                                               {"status", response.status}});
    return response;
}

Response Api::answered(const Request& request, Audit& audit) {
    try {
        return answer(request, audit);
    } catch (const Error& error) {
        return errorResponse(error, request.head().id);
    } catch (const dbpool::DbError& error) {
        return errorResponse(translate_(error), request.head().id);
    }
}

Resource* Api::collection(std::string_view name) {
    if (name == "servers") return &collections_.servers;
    if (name == "filestores") return &collections_.filestores;
    if (name == "databases") return &collections_.databases;
    if (name == "contexts") return &collections_.contexts;
    if (name == "replication") return &collections_.replication;
    if (name == "promotions") return &collections_.promotions;
    if (name == "reasons") return &collections_.reasons;
    return nullptr;
}

std::unique_ptr<Resource> Api::collectionOf(groupware::ContextId context, std::string_view name) {
    if (name == "users") return std::make_unique<Users>(collections_.users, collections_.freeBusyUrls, context);
    if (name == "groups") return std::make_unique<Groups>(collections_.groups, context);
    if (name == "resources") return std::make_unique<BookableResources>(collections_.resources, context);
    return nullptr;
}

std::unique_ptr<Resource> Api::settingsOf(groupware::ContextId context, std::string_view name) {
    if (name == "quotas") return std::make_unique<ObjectQuotas>(collections_.quotas, context);
    if (name == "outbox") return std::make_unique<Outbox>(collections_.outbox, context);
    if (name == "calendarcheck") return std::make_unique<CalendarCheck>(collections_.calendarCheck, context);
    if (name == "access") return std::make_unique<ContextAccess>(collections_.users, context);
    return nullptr;
}

Response Api::answer(const Request& request, Audit& audit) {
    const auto& segments = request.pathSegments();
    const auto login = loginOf(request);
    const std::string name = segments.size() > kCollectionSegment ? segments[kCollectionSegment] : std::string();
    auto& notes = request.notes();
    if (name == "contexts" && segments.size() == kSubKeySegment && segments.back() == "archive") {
        notes.operation = "archive";
        audit.administrator = administrators_.requireMaster(login);
        audit.proven = true;
        return collections_.archives.handle(segments[kKeySegment], request);
    }
    if (name == "contexts" && segments.size() > kSubCollectionSegment) {
        const groupware::ContextId context{Key{segments[kKeySegment]}.id()};
        const auto settings = settingsOf(context, segments[kSubCollectionSegment]);
        const auto inside = collectionOf(context, segments[kSubCollectionSegment]);
        if (settings || inside) {
            notes.operation = operationOf(segments[kSubCollectionSegment], request, segments.size() > kSubKeySegment);
            notes.context = context;
            audit.administrator =
                settings ? administrators_.requireMaster(login) : administrators_.requireContextAdmin(login, context);
            audit.proven = true;
            if (settings) return dispatch(*settings, request, kSubKeySegment, audit);
            if (audit.administrator == Administrator::OfContext) notes.user = groupware::principals::kContextAdmin;
            return dispatch(*inside, request, kSubKeySegment, audit);
        }
    }
    Resource* resource = collection(name);
    if (resource != nullptr) notes.operation = operationOf(name, request, segments.size() > kKeySegment);
    audit.administrator = administrators_.requireMaster(login);
    audit.proven = true;
    if (resource == nullptr) throw notFound(request);
    return dispatch(*resource, request, kKeySegment, audit);
}

Response Api::dispatch(Resource& resource, const Request& request, std::size_t keySegment, Audit& audit) {
    const auto& segments = request.pathSegments();
    if (segments.size() > keySegment + 1) throw notFound(request);
    const auto body = [&] {
        return json::requireObject(json::parse(request.readBody(maxBody_), {.bytes = maxBody_}), "the body");
    };
    const auto done = [&](int status, const json::Object::Ptr& answer) {
        audit.object = answer->optValue<std::int64_t>("id", audit.object);
        return jsonResponse(status, answer);
    };
    const std::string& method = request.method();
    if (segments.size() == keySegment) {
        if (method == "GET") return jsonResponse(kOk, resource.list(request));
        if (method != "POST") return groupware::http::methodNotAllowed("GET, POST");
        const auto wanted = body();
        audit.object = json::integer(*wanted, "id").value_or(0);
        return done(kCreated, resource.add(*wanted));
    }
    const Key key{.text = segments[keySegment], .byName = request.parameter("by") == "name"};
    if (!key.byName) audit.object = key.id();
    if (method == "GET") return done(kOk, resource.get(key));
    if (method == "PATCH") return done(kOk, resource.change(key, *body()));
    if (method == "DELETE") return done(kOk, resource.remove(key, request));
    return groupware::http::methodNotAllowed("GET, PATCH, DELETE");
}

}  // namespace admin::rest
