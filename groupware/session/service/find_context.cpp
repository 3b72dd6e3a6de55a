#include "groupware/session/service/find_context.h"

#include "dbpool/configdb/login_mappings.h"

namespace groupware::session {

FindContext findContextIn(dbpool::ConfigDatabase& config) {
    return [&config](std::string_view mapping) {
        const auto find = [&](dbpool::ConfigReadSession& session) {
            return dbpool::LoginMappings(session).find(mapping);
        };
        const auto found = config.read(find);
        // Another node may have created the context a moment ago.
        return found ? found : config.readMaster(find);
    };
}

}  // namespace groupware::session
