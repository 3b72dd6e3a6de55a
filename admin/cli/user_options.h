#pragma once

#include "admin/cli/remote_command.h"

#include <string>
#include <vector>

namespace admin::cli {

/// The options that describe a user, under the names of the API.
extern const std::vector<Field> kUserFields;

/// Adds who the user is: names, password, address, language, time zone.
/// @param need  of those that every user has. If Mandatory, the password may come from the environment, which would
///              change one unasked otherwise
void appendPersonOptions(std::vector<OptionSpec>& specs, Need need);

/// Adds `--access-<module> on|off` for every module.
void appendAccessOptions(std::vector<OptionSpec>& specs);

/// Copies `--access-combination-name` and `--access-...` into the body.
/// @throws Failure IllegalOptionValue if both kinds are given, or a switch is neither on nor off
void setAccess(Poco::JSON::Object& body, const Arguments& arguments);

/// "/contexts/<contextid>/users".
[[nodiscard]] std::string usersPath(const Arguments& arguments);

/// The user that an answer is about: "user 3 in context 1".
[[nodiscard]] Subject userOf(const Poco::JSON::Object& answer, const Arguments& arguments);

}  // namespace admin::cli
