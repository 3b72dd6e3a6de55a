#include "groupware/session/api/logout.h"

#include "groupware/base/error.h"
#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"

#include <utility>

namespace groupware::session::api {
namespace {

groupware::api::Result bare(http::Response response) {
    groupware::api::Result result;
    result.response = std::move(response);
    return result;
}

}  // namespace

groupware::api::Result Logout::handle(const groupware::api::Call& call) {
    std::optional<ProvenSession> proven;
    try {
        proven = proveWriter(authenticator_, call);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotAuthenticated) throw;
        http::Response refused;
        refused.status = 403;  // what clients of this action expect instead of an envelope
        return bare(std::move(refused));
    }
    groupware::api::Result result;
    result.committed = service_.end(proven->caller, proven->session.id);
    http::Response response;
    SessionCookies(requireRequest(call), response, service_.longLife()).clear(proven->session);
    result.response = std::move(response);
    return result;
}

}  // namespace groupware::session::api
