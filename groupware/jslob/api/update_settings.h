#pragma once

#include "groupware/api/action.h"
#include "groupware/api/config_tree.h"
#include "groupware/jslob/service/settings_service.h"

namespace groupware::jslob::api {

/// `update`: merges the body into an object. RFC 7396.
class UpdateSettings final : public groupware::api::Action {
public:
    /// Both outlive this object.
    UpdateSettings(const SettingsService& service, const groupware::api::ConfigTree& tree)
        : service_(service), tree_(tree) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const SettingsService& service_;
    const groupware::api::ConfigTree& tree_;
};

}  // namespace groupware::jslob::api
