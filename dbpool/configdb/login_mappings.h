#pragma once

#include "dbpool/configdb/config_session.h"
#include "groupware/base/ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// Finds the context that a login names. Mappings compare without regard to case.
class LoginMappings {
public:
    explicit LoginMappings(ConfigReadSession& session) : session_(session) {}

    /// @param loginInfo  what stands behind the `@` of a login, or `defaultcontext`
    [[nodiscard]] std::optional<groupware::ContextId> find(std::string_view loginInfo);
    /// The names of one context, sorted; its id is always one of them.
    [[nodiscard]] std::vector<std::string> of(groupware::ContextId context);

private:
    ConfigReadSession& session_;
};

}  // namespace dbpool
