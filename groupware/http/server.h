#pragma once

#include "groupware/http/error_status.h"
#include "groupware/http/handler.h"
#include "groupware/http/router.h"
#include "groupware/net/exchange.h"

#include <functional>
#include <vector>

namespace groupware::http {

/// Between the connectors and the handlers: decodes the request, runs the filters around the route's handler, and
/// turns whatever is thrown into an answer. Every log line written meanwhile carries the request's id.
class Server final : public net::Handler {
public:
    /// All must outlive this object. The first filter is the outermost.
    /// @param maxParameters  `http.parameters`
    /// @param clientsUseTls  `http.forceSecureCookies`: every request counts as one of a TLS connection
    Server(const Router& router, std::vector<std::reference_wrapper<Filter>> filters, ErrorTranslator translate,
           std::size_t maxParameters, bool clientsUseTls = false);

    [[nodiscard]] net::Reply handle(const net::RequestHead& head, net::RequestBody& body) override;

private:
    [[nodiscard]] net::Reply serve(const net::RequestHead& head, net::RequestBody& body);
    [[nodiscard]] Response runFilters(const Request& request, http::Handler& handler);

    const Router& router_;
    std::vector<std::reference_wrapper<Filter>> filters_;
    ErrorTranslator translate_;
    std::size_t maxParameters_;
    bool clientsUseTls_;
};

}  // namespace groupware::http
