#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/dispatcher.h"
#include "groupware/api/multiple.h"
#include "groupware/api/ping.h"
#include "groupware/base/options.h"

namespace groupware::main {

/// The engine of `/ajax` with the modules that belong to no object type. Object types add theirs to registry() and
/// settings() before the first request.
class JsonApi {
public:
    /// @param authenticator  must outlive this object
    JsonApi(const Configuration& configuration, http::Authenticator& authenticator, http::ErrorTranslator translate);

    [[nodiscard]] api::Registry& registry() noexcept { return registry_; }
    [[nodiscard]] const api::Registry& registry() const noexcept { return registry_; }
    [[nodiscard]] api::ConfigTree& settings() noexcept { return settings_; }
    [[nodiscard]] http::Handler& handler() noexcept { return dispatcher_; }

private:
    const api::Limits limits_;
    api::Registry registry_;
    api::Envelopes envelopes_;
    api::ConfigTree settings_;
    api::Ping ping_;
    api::Multiple multiple_;
    api::ConfigAction config_;
    api::Dispatcher dispatcher_;
};

}  // namespace groupware::main
