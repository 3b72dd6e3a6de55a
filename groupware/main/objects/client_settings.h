#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/jslob/api/actions.h"
#include "groupware/jslob/service/settings_service.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// What web clients keep for a user.
class ClientSettings {
public:
    /// @param tree  outlives this object
    ClientSettings(const Platform& platform, const api::ConfigTree& tree);

    void addTo(api::Registry& registry) { actions_.addTo(registry); }

private:
    jslob::SettingsService service_;
    jslob::api::Actions actions_;
};

}  // namespace groupware::main
