#pragma once

#include "groupware/api/capabilities.h"
#include "groupware/api/config_tree.h"
#include "groupware/api/zones.h"
#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/principals/service/user_directory.h"

#include <string>
#include <vector>

/// What clients ask for right after a login: the user's settings, and what he may use.
namespace groupware::principals::api {

/// What this server is.
struct ServerFacts {
    std::string version{};
    /// Names of Caller::modules that it has code for. What a user was granted beyond them is kept and not announced:
    /// a client would show a calendar that nobody answers for.
    std::vector<std::string> served{};
};

/// Adds the leaves of the settings tree that follow from user and module access: `identifier`, `context_id`,
/// `contact_id`, `language`, `timezone`, `availableModules`, `modules/<m>/module`, `serverVersion`, `currentTime`, and
/// `gui`, which is the web interface's own.
/// @param directory, zones, clock  must outlive the tree's use
void addSettings(groupware::api::ConfigTree& tree, UserDirectory& directory, const groupware::api::Zones& zones,
                 const Clock& clock, const Configuration& configuration, const ServerFacts& server);

/// The capabilities that follow from a user's access to the modules in `served`.
[[nodiscard]] std::vector<groupware::api::Capability> capabilities(const std::vector<std::string>& served);

}  // namespace groupware::principals::api
