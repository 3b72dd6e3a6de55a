#pragma once

#include "groupware/http/request.h"
#include "groupware/http/response.h"

namespace groupware::http {

/// Answers the requests of one route. Called from several threads at once.
class Handler {
public:
    virtual ~Handler() = default;
    /// @throws Error, dbpool::DbError; the server turns what is not caught into a 500 with the request's id
    [[nodiscard]] virtual Response handle(const Request& request) = 0;
};

/// Wraps every request: logs, counts, refuses. main/ lists the filters in order.
class Filter {
public:
    virtual ~Filter() = default;
    [[nodiscard]] virtual Response apply(const Request& request, Handler& next) = 0;
};

}  // namespace groupware::http
