#pragma once

#include "groupware/api/capabilities.h"
#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/main/objects/platform.h"
#include "groupware/principals/api/group_module.h"
#include "groupware/principals/api/resource_module.h"
#include "groupware/principals/api/settings.h"
#include "groupware/principals/api/user_module.h"
#include "groupware/principals/service/group_directory.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/principals/service/resource_directory.h"
#include "groupware/principals/service/user_directory.h"

#include <string>
#include <vector>

namespace groupware::main {

/// Users, groups and resources; users' settings and what they may use.
class Principals {
public:
    /// @param served  the modules that this program has code for; see principals::api::ServerFacts
    Principals(const Platform& platform, const std::vector<std::string>& served);

    [[nodiscard]] principals::PasswordHasher& hasher() noexcept { return hasher_; }

    void addTo(api::Registry& registry);
    void addTo(api::ConfigTree& settings);

private:
    const Platform platform_;
    const principals::api::ServerFacts server_;
    principals::PasswordHasher hasher_;
    principals::UserDirectory directory_;
    principals::GroupDirectory groups_;
    principals::ResourceDirectory resources_;
    principals::api::UserModule userModule_;
    principals::api::GroupModule groupModule_;
    principals::api::ResourceModule resourceModule_;
    api::AllCapabilities allCapabilities_;
    api::GetCapability getCapability_;
};

}  // namespace groupware::main
