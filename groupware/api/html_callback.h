#pragma once

#include "groupware/http/request.h"
#include "groupware/http/response.h"

#include <string_view>

namespace groupware::api {

/// True if the answer to an upload must be a page: old browser clients post a form into an iframe and say so by
/// `Accept: text/html`, without `force_json` or `plainJson`.
[[nodiscard]] bool wantsHtmlCallback(const http::Request& request);

/// Wraps a JSON answer into a page that hands it to `callback_<action>` of the page around it.
/// @param module, action  of a registered action, so letters only
void wrapInHtmlCallback(http::Response& response, std::string_view module, std::string_view action);

}  // namespace groupware::api
