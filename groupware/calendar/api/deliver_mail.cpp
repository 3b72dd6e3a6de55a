#include "groupware/calendar/api/deliver_mail.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/base/secret_file.h"
#include "groupware/calendar/incoming_options.h"
#include "groupware/formats/json/json.h"
#include "groupware/formats/mime/header.h"

#include <string>
#include <string_view>

namespace groupware::calendar::api {
namespace {

namespace json = formats::json;
using groupware::api::CodedError;

constexpr groupware::api::Code kNoRecipient{"ITIP", 1};
constexpr groupware::api::Code kNoMessage{"ITIP", 2};

std::string_view wordOf(MailReport::Verdict verdict) {
    switch (verdict) {
        case MailReport::Verdict::Applied: return "applied";
        case MailReport::Verdict::Ignored: return "ignored";
        case MailReport::Verdict::Refused: break;
    }
    return "refused";
}

/// Equal octets, in a time that tells nothing about where they differ.
bool same(std::string_view a, std::string_view b) {
    return crypto::equalConstantTime(crypto::sha256(a), crypto::sha256(b));
}

scheduling::IncomingMail mailOf(const groupware::api::Call& call, const http::Request& request, std::size_t atMost) {
    auto type = formats::mime::parseParameters(request.header("Content-Type")).value;
    if (type != "message/rfc822" && type != "text/calendar")
        throw CodedError(ErrorCode::BadRequest, kNoMessage, "itip: the body is " + type,
                         "The body has to be of type message/rfc822 or text/calendar.");
    return {.sender = call.parameter("sender").value_or(""),
            .recipient = call.require("recipient"),
            .mediaType = std::move(type),
            .octets = request.readBody(atMost)};
}

}  // namespace

void DeliverMail::requireGateway(const http::Request& request) const {
    constexpr std::string_view kBearer = "Bearer ";
    const auto file = configuration_.get(kGatewaySecretFile);
    const auto field = request.header("Authorization");
    if (!file.empty() && field.starts_with(kBearer) && same(field.substr(kBearer.size()), readSecretFile(file))) return;
    log::warning("itip.gateway_refused", {{"configured", file.empty() ? 0 : 1}});
    throw CodedError(ErrorCode::NotAuthenticated, groupware::api::kNotAuthorized, "itip: not the gateway's secret",
                     "Only the mail gateway may do this.");
}

groupware::api::Result DeliverMail::handle(const groupware::api::Call& call) {
    const auto* request = call.request();
    if (request == nullptr)
        throw CodedError(ErrorCode::BadRequest, kNoMessage, "itip inside of multiple", "Not as a part of a request.");
    requireGateway(*request);
    const auto atMost = static_cast<std::size_t>(configuration_.get(kIncomingBytes));
    MailReport report;
    try {
        report = intake_.take(mailOf(call, *request, atMost));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) throw;
        throw CodedError(ErrorCode::NotFound, kNoRecipient, error.what(), error.publicText());
    }
    auto data = json::makeObject();
    data->set("result", std::string(wordOf(report.verdict)));
    if (!report.reason.empty()) data->set("reason", report.reason);
    if (!report.method.empty()) data->set("method", report.method);
    if (!report.uid.empty()) data->set("uid", report.uid);
    return {.data = data};
}

}  // namespace groupware::calendar::api
