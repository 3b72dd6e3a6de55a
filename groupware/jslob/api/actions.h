#pragma once

#include "groupware/api/registry.h"
#include "groupware/jslob/api/all_settings.h"
#include "groupware/jslob/api/get_settings.h"
#include "groupware/jslob/api/list_settings.h"
#include "groupware/jslob/api/set_settings.h"
#include "groupware/jslob/api/update_settings.h"

namespace groupware::jslob::api {

/// Every action of the module `jslob`, ready to be registered. Outlives the registry.
class Actions {
public:
    /// Both outlive this object.
    Actions(const SettingsService& service, const groupware::api::ConfigTree& tree)
        : all_(service, tree), list_(service, tree), get_(service, tree), set_(service, tree), update_(service, tree) {}

    void addTo(groupware::api::Registry& registry);

private:
    AllSettings all_;
    ListSettings list_;
    GetSettings get_;
    SetSettings set_;
    UpdateSettings update_;
};

}  // namespace groupware::jslob::api
