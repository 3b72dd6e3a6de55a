#pragma once

#include "groupware/api/action.h"
#include "groupware/api/config_tree.h"
#include "groupware/jslob/service/settings_service.h"

namespace groupware::jslob::api {

/// `all`: every object of the service, and `io.ox/core` whether anything was stored in it or not.
class AllSettings final : public groupware::api::Action {
public:
    /// Both outlive this object.
    AllSettings(const SettingsService& service, const groupware::api::ConfigTree& tree)
        : service_(service), tree_(tree) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const SettingsService& service_;
    const groupware::api::ConfigTree& tree_;
};

}  // namespace groupware::jslob::api
