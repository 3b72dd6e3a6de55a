#pragma once

#include "groupware/folders/service/share_service.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/request.h"

#include <string>

/// Links in the words of the JSON interface.
namespace groupware::folders::api {

/// `{"module": "infostore", "folder": "42"}`
/// @throws Error BadRequest, also for a single `item`: folders alone have links
[[nodiscard]] ShareTarget targetOf(const formats::json::Object& body);

/// Where the link is, on the server that the request came to; without a request only its path.
[[nodiscard]] std::string urlOf(const http::Request* request, const principals::ShareToken& token);

}  // namespace groupware::folders::api
