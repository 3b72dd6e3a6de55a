#include "groupware/session/service/state_cookie_filter.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/http/cookie.h"

namespace groupware::session {

http::Response StateCookieFilter::apply(const http::Request& request, http::Handler& next) {
    auto response = next.handle(request);
    const auto* counters = dbpool::CountingScope::current();
    if (counters == nullptr || !counters->committed) return response;
    const CommitToken& committed = *counters->committed;

    const std::string name = StateCookie::name(committed.context);
    const auto value = request.cookie(name);
    const auto known = value ? cookie_.open(committed.context, *value) : std::nullopt;
    auto seen = known ? Freshness::atLeast(*known) : Freshness::eventual();
    seen.raise(committed);
    std::string raised = cookie_.seal(seen.state());
    if (value != raised) {
        const http::SetCookie cookie{.name = name, .value = std::move(raised), .secure = request.head().secure};
        response.headers.emplace_back("Set-Cookie", cookie.field());
    }
    return response;
}

}  // namespace groupware::session
