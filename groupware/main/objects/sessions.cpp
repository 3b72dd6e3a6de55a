#include "groupware/main/objects/sessions.h"

#include "dbpool/routing/options.h"
#include "groupware/formats/json/json.h"
#include "groupware/session/service/find_context.h"

#include <cstdint>

namespace groupware::main {

Sessions::Sessions(const Platform& platform, principals::PasswordHasher& hasher, std::string_view clusterKey)
    : stateCookie_(clusterKey),
      stateCookieFilter_(stateCookie_),
      authenticator_(platform.contexts, platform.clock, platform.configuration, stateCookie_),
      login_(platform.contexts,
             session::findContextIn(platform.config, platform.configuration.get(dbpool::routing::kWriteWait)),
             session::findReasonIn(platform.config), hasher, platform.clock, platform.configuration),
      sessions_(platform.contexts, platform.clock, platform.configuration),
      passwordRules_(*platform.configuration.current()),
      ownPassword_(platform.contexts, hasher, platform.clock, platform.configuration),
      passwordChange_(platform.contexts, hasher, passwordRules_, ownPassword_),
      appPasswords_(platform.contexts, ownPassword_, platform.clock, platform.configuration),
      module_({login_, authenticator_, sessions_, passwordChange_, appPasswords_, platform.configuration}) {}

void Sessions::addTo(api::ConfigTree& settings) {
    // How long the cookies of users who stay signed in live, in milliseconds.
    settings.addLeaf("cookielifetime", [this](const Caller& /*caller*/) -> formats::json::Value {
        return std::int64_t{sessions_.longLife().count()};
    });
}

}  // namespace groupware::main
