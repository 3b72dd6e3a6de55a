#include "groupware/calendar/api/free_busy_url.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/conditional.h"

#include <array>
#include <string>
#include <string_view>

namespace groupware::calendar::api {
namespace {

constexpr int kNotModified = 304;
constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;
constexpr int kTooLarge = 413;
constexpr std::size_t kEtagDigits = 32;

std::string urlOf(const http::Request* request, const std::string& token) {
    auto path = FreeBusyUrls::pathOf(token);
    const auto host = request == nullptr ? std::string() : request->header("Host");
    if (host.empty()) return path;
    return (request->head().secure ? "https://" : "http://") + host + path;
}

json::Object::Ptr urlJson(const groupware::api::Call& call, const std::string& token) {
    auto data = json::makeObject();
    data->set("url", urlOf(call.request(), token));
    return data;
}

http::Response plain(int status, const std::string& text) {
    http::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
    response.body = text + "\n";
    return response;
}

/// The token of `<token>`, `<token>.ifb` or `<token>.vfb`: what calendar programs call such files.
std::string_view tokenIn(std::string_view segment) {
    for (const std::string_view suffix : {".ifb", ".vfb"}) {
        if (segment.ends_with(suffix)) segment.remove_suffix(suffix.size());
    }
    return segment;
}

PublishedRange rangeIn(const groupware::api::Call& call) {
    PublishedRange range;
    if (call.parameter("start")) range.from = requireUtc(call, "start");
    if (call.parameter("end")) range.to = requireUtc(call, "end");
    return range;
}

/// Programs that fetch it know no envelopes, so the status says what is wrong.
http::Response refusal(const Error& error) {
    switch (error.code()) {
        case ErrorCode::NotFound: return plain(kNotFound, error.publicText());
        case ErrorCode::BadRequest: return plain(kBadRequest, error.publicText());
        case ErrorCode::TooLarge: return plain(kTooLarge, error.publicText());
        case ErrorCode::NotAuthenticated:
        case ErrorCode::Forbidden:
        case ErrorCode::Conflict:
        case ErrorCode::PreconditionFailed:
        case ErrorCode::QuotaExceeded:
        case ErrorCode::Unavailable:
        case ErrorCode::TooManyRequests:
        case ErrorCode::Internal: break;
    }
    throw error;
}

http::Response page(const groupware::api::Call& call, const std::string& text) {
    const auto etag = '"' + crypto::toHex(crypto::sha256(text)).substr(0, kEtagDigits) + '"';
    http::Response response;
    response.headers = {{"Content-Type", "text/calendar; charset=utf-8; component=VFREEBUSY"},
                        {"ETag", etag},
                        {"Cache-Control", "private, max-age=60"},
                        {"Referrer-Policy", "no-referrer"}};
    const auto* request = call.request();
    if (request != nullptr && http::namesEtag(request->header("If-None-Match"), etag)) {
        response.status = kNotModified;
    } else {
        response.body = text;
    }
    return response;
}

}  // namespace

groupware::api::Result GetFreeBusyUrl::handle(const Caller& caller, const groupware::api::Call& call) {
    groupware::api::Result result;
    const auto token = service_.token(caller);
    result.data = token ? urlJson(call, *token) : json::makeObject();
    return result;
}

groupware::api::Result PublishFreeBusy::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto published = service_.publish(caller);
    groupware::api::Result result;
    result.data = urlJson(call, published.token);
    result.timestamp = published.committed.seq;
    result.committed = published.committed;
    return result;
}

groupware::api::Result UnpublishFreeBusy::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    groupware::api::Result result;
    result.committed = service_.unpublish(caller);
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

groupware::api::Result PublishedPage::handle(const groupware::api::Call& call) {
    groupware::api::Result result;
    try {
        if (call.path().size() != 1) throw Error(ErrorCode::NotFound, "free-busy path", "There is nothing here.");
        result.response = page(call, service_.text(tokenIn(call.path().front()), rangeIn(call)));
    } catch (const Error& error) {
        result.response = refusal(error);
    }
    return result;
}

}  // namespace groupware::calendar::api
