#include "groupware/main/objects/sessions.h"

#include "dbpool/configdb/login_mappings.h"
#include "groupware/principals/api/settings.h"

namespace groupware::main {
namespace {

/// Asks any server first, and the master before it says that there is no such context: it may be new.
session::FindContext findContextIn(dbpool::ConfigDatabase& config) {
    return [&config](std::string_view mapping) {
        const auto look = [mapping](dbpool::ConfigReadSession& session) {
            return dbpool::LoginMappings(session).find(mapping);
        };
        const auto found = config.read(look);
        return found ? found : config.readMaster(look);
    };
}

}  // namespace

Sessions::Sessions(const Platform& platform, principals::PasswordHasher& hasher)
    : authenticator_(platform.contexts, platform.clock, platform.configuration),
      login_(platform.contexts, findContextIn(platform.config), hasher, platform.clock, platform.configuration),
      sessions_(platform.contexts, platform.clock, platform.configuration),
      module_(login_, authenticator_, sessions_) {}

void Sessions::addTo(api::ConfigTree& settings) {
    principals::api::addCookieLifetime(settings, sessions_.longLife());
}

}  // namespace groupware::main
