#pragma once

#include "groupware/http/handler.h"

#include <string>
#include <string_view>
#include <vector>

namespace groupware::http {

/// Finds the handler whose path is the longest prefix of the request's, segment by segment: "/dav" serves "/dav" and
/// "/dav/calendars", never "/davx". Knows no methods. Filled by main/ before the first request, then only read.
class Router {
public:
    struct Match {
        Handler* handler = nullptr;  ///< null: no route
        std::string_view name;       ///< the path given to add(); an alias has the name of its route
        std::size_t segments = 0;    ///< how many path segments the route took
    };

    /// @param path  "/ajax"; "/" serves everything else
    void add(std::string_view path, Handler& handler) { routes_.push_back({split(path), std::string(path), &handler}); }
    /// `path` is served as if it were `name`'s.
    void addAlias(std::string_view path, std::string_view name, Handler& handler) {
        routes_.push_back({split(path), std::string(name), &handler});
    }

    [[nodiscard]] Match find(const std::vector<std::string>& pathSegments) const;

private:
    struct Route {
        std::vector<std::string> prefix;
        std::string name;
        Handler* handler;
    };
    static std::vector<std::string> split(std::string_view path);

    std::vector<Route> routes_;
};

/// 405 with the methods that are allowed, for example "GET, HEAD". RFC 9110 section 15.5.6.
[[nodiscard]] Response methodNotAllowed(std::string_view allowed);

}  // namespace groupware::http
