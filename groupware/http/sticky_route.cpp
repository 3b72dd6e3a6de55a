#include "groupware/http/sticky_route.h"

#include "groupware/base/crypto.h"
#include "groupware/http/cookie.h"
#include "groupware/http/text.h"

#include <algorithm>

namespace groupware::http {
namespace {

constexpr std::string_view kCookie = "JSESSIONID";
constexpr std::size_t kRandomOctets = 10;

/// mod_proxy_balancer takes what follows the first dot.
std::string_view routeOf(std::string_view value) {
    const auto dot = value.find('.');
    return dot == std::string_view::npos ? std::string_view{} : value.substr(dot + 1);
}

/// A handler that ends a session removes the cookie itself.
bool setsCookie(const Response& response) {
    return std::any_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
        return equalsIgnoreCase(header.first, "Set-Cookie") && header.second.starts_with(kCookie);
    });
}

}  // namespace

Response StickyRoute::apply(const Request& request, Handler& next) {
    Response response = next.handle(request);
    const std::string& route = request.head().route;
    const auto cookie = request.cookie(kCookie);
    if (route.empty() || (cookie && routeOf(*cookie) == route) || setsCookie(response)) return response;
    const SetCookie fresh{.name = std::string(kCookie),
                          .value = crypto::toHex(crypto::randomBytes(kRandomOctets)) + "." + route,
                          .secure = request.head().secure};
    response.headers.emplace_back("Set-Cookie", fresh.field());
    return response;
}

}  // namespace groupware::http
