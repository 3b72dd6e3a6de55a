#include "groupware/api/http_call.h"

#include "groupware/api/coded_error.h"

namespace groupware::api {

namespace json = formats::json;

HttpCall::HttpCall(const http::Request& request, const Limits& limits) : request_(request), jsonLimits_(limits.json) {
    if (request.parameter("password")) {
        // It would stand in logs and histories.
        const std::string text = "The parameter 'password' is not allowed within the URI.";
        throw CodedError(ErrorCode::BadRequest, kNotAllowedInUri, text, text);
    }
    // A PUT's body is JSON whatever its type says: curl and old clients send the form type with it.
    hasForm_ = request.method() == "POST" && request.contentType() == "application/x-www-form-urlencoded";
    if (hasForm_) http::parseParameters(request.readBody(limits.formBytes), limits.parameters, form_);
}

std::optional<std::string> HttpCall::parameter(std::string_view name) const {
    if (auto value = request_.parameter(name)) return value;
    const auto found = form_.lower_bound(name);
    if (found == form_.end() || found->first != name) return std::nullopt;
    return found->second;
}

const json::Value& HttpCall::json() const {
    if (json_) return *json_;
    const std::string text = hasForm_ ? parameter("json").value_or("") : request_.readBody(jsonLimits_.bytes);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return json_.emplace();
    try {
        return json_.emplace(json::parse(text, jsonLimits_));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadRequest) throw;
        throw CodedError(ErrorCode::BadRequest, kBrokenJson, error.what(), error.publicText());
    }
}

}  // namespace groupware::api
