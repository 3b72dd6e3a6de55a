#include "groupware/http/router.h"

#include <algorithm>

namespace groupware::http {

std::vector<std::string> Router::split(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (end > 0) segments.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return segments;
}

Router::Match Router::find(const std::vector<std::string>& pathSegments) const {
    Match best;
    for (const auto& route : routes_) {
        const auto& prefix = route.prefix;
        const bool matches =
            prefix.size() <= pathSegments.size() && std::equal(prefix.begin(), prefix.end(), pathSegments.begin());
        if (matches && (best.handler == nullptr || prefix.size() > best.segments)) {
            best = {route.handler, route.name, prefix.size()};
        }
    }
    return best;
}

Response methodNotAllowed(std::string_view allowed) {
    Response response;
    response.status = 405;
    response.headers = {{"Allow", std::string(allowed)}, {"Content-Type", "text/plain; charset=utf-8"}};
    response.body = "This method is not allowed here.\n";
    return response;
}

}  // namespace groupware::http
