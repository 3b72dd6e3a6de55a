#pragma once

#include "groupware/api/action.h"
#include "groupware/api/config_tree.h"
#include "groupware/formats/json/json.h"
#include "groupware/jslob/service/settings_service.h"

#include <string>

/// Settings in the words of the JSON interface.
namespace groupware::jslob::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// The call's `serviceId`, or Open-Xchange's own.
[[nodiscard]] std::string serviceOf(const engine::Call& call);
/// The call's `serviceId` and `id`.
[[nodiscard]] SettingsName nameOf(const engine::Call& call);

/// {"id":..., "tree":{...}, "meta":{}}, `io.ox/core` with what the server knows.
[[nodiscard]] json::Object::Ptr objectOf(const Settings& settings, const engine::ConfigTree& tree,
                                         const Caller& caller);

}  // namespace groupware::jslob::api
