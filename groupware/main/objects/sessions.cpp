#include "groupware/main/objects/sessions.h"

#include "groupware/principals/api/settings.h"
#include "groupware/session/service/find_context.h"

namespace groupware::main {

Sessions::Sessions(const Platform& platform, principals::PasswordHasher& hasher)
    : authenticator_(platform.contexts, platform.clock, platform.configuration),
      login_(platform.contexts, session::findContextIn(platform.config), hasher, platform.clock, platform.configuration),
      sessions_(platform.contexts, platform.clock, platform.configuration),
      module_(login_, authenticator_, sessions_) {}

void Sessions::addTo(api::ConfigTree& settings) {
    principals::api::addCookieLifetime(settings, sessions_.longLife());
}

}  // namespace groupware::main
