#pragma once

#include "groupware/api/capabilities.h"
#include "groupware/api/config_tree.h"
#include "groupware/api/zones.h"
#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/principals/service/user_directory.h"

#include <chrono>
#include <string>
#include <vector>

/// What clients ask for right after a login: the user's settings, and what he may use.
namespace groupware::principals::api {

/// Adds the leaves of the settings tree that follow from user and module access: `identifier`, `context_id`,
/// `contact_id`, `language`, `timezone`, `availableModules`, `modules/<m>/module`, `serverVersion`, `currentTime`, and
/// `gui`, which is the web interface's own.
/// @param directory, zones, clock  must outlive the tree's use
/// @param version  of this server
void addSettings(groupware::api::ConfigTree& tree, UserDirectory& directory, const groupware::api::Zones& zones,
                 const Clock& clock, const Configuration& configuration, const std::string& version);

/// Adds `cookielifetime`: how long the cookies of users who stay signed in live, in milliseconds.
void addCookieLifetime(groupware::api::ConfigTree& tree, std::chrono::milliseconds lifetime);

/// The capabilities that follow from a user's module access.
[[nodiscard]] std::vector<groupware::api::Capability> capabilities();

}  // namespace groupware::principals::api
