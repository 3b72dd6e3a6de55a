#include "groupware/session/service/failed_login.h"

#include "groupware/base/log.h"

#include <string>

namespace groupware::session {

void logFailedLogin(std::string_view reason, std::optional<ContextId> context, const Client& client,
                    std::optional<UserId> user) {
    log::information("login.failed", {{"reason", reason},
                                      {"context", context ? std::to_string(context->value) : "-"},
                                      {"user", user ? std::to_string(user->value) : "-"},
                                      {"client", client.address}});
}

}  // namespace groupware::session
