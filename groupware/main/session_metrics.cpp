#include "groupware/main/session_metrics.h"

namespace groupware::main {
namespace {

const char* reasonOf(session::LoginFailure failure) {
    switch (failure) {
        case session::LoginFailure::InvalidCredentials: return "invalid_credentials";
        case session::LoginFailure::Throttled: return "throttled";
        case session::LoginFailure::AccountDisabled: return "account_disabled";
        case session::LoginFailure::ContextDisabled: return "context_disabled";
        case session::LoginFailure::TooManySessions: return "too_many_sessions";
        case session::LoginFailure::UnknownShare: return "unknown_share";
        case session::LoginFailure::PasswordNeeded: return "password_needed";
        case session::LoginFailure::WrongSharePassword: return "wrong_share_password";
    }
    return "unknown";
}

}  // namespace

void collectSessionMetrics(const session::LoginCounters& logins, const session::SessionEndCounters& ends,
                           MetricsWriter& writer) {
    writer.counter("yoke_sessions_created_total", "Logins that succeeded.", static_cast<double>(logins.created));
    for (std::size_t i = 0; i < logins.refused.size(); ++i) {
        writer.counter("yoke_login_failures_total", "Logins refused, by reason.",
                       static_cast<double>(logins.refused.at(i)),
                       {{"reason", reasonOf(static_cast<session::LoginFailure>(i))}});
    }
    writer.counter("yoke_sessions_ended_total", "Sessions ended by their users.", static_cast<double>(ends.ended));
    writer.counter("yoke_sessions_expired_total", "Sessions removed because they were not used for too long.",
                   static_cast<double>(ends.expired));
}

}  // namespace groupware::main
