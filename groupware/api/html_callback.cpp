#include "groupware/api/html_callback.h"

#include "groupware/http/text.h"

#include <algorithm>
#include <string>

namespace groupware::api {
namespace {

bool isTrue(const std::optional<std::string>& value) {
    return value && (*value == "true" || *value == "1");
}

/// `</script>` inside a string would end the script; `<\/` is the same string in JSON.
std::string fitForScript(const std::string& json) {
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    return safe;
}

}  // namespace

bool wantsHtmlCallback(const http::Request& request) {
    return request.contentType() == "multipart/form-data" &&
           http::toLower(request.header("Accept")).find("text/html") != std::string::npos &&
           !isTrue(request.parameter("force_json")) && !isTrue(request.parameter("plainJson"));
}

void wrapInHtmlCallback(http::Response& response, std::string_view module, std::string_view action) {
    const std::string callback = "callback_" + std::string(module == "import" ? "import" : action);
    response.body = "<!DOCTYPE html><html><head><script type=\"text/javascript\">(parent[\"" + callback +
                    "\"] || window.opener && window.opener[\"" + callback + "\"])(" + fitForScript(response.body) +
                    ")</script></head></html>";
    for (auto& [name, value] : response.headers) {
        if (name == "Content-Type") value = "text/html; charset=utf-8";
    }
}

}  // namespace groupware::api
