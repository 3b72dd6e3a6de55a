#pragma once

#include "admin/cli/remote_command.h"

#include <vector>

namespace admin::cli {

/// The options that describe a user, under the names of the API.
extern const std::vector<Field> kUserFields;

/// Adds who the user is: names, password, address, language, time zone.
/// @param need  of those that every user has. If Mandatory, the password may come from the environment, which would
///              change one unasked otherwise
void appendPersonOptions(std::vector<OptionSpec>& specs, Need need);

/// Adds an option for each field of the address book, as Open-Xchange calls it.
void appendContactOptions(std::vector<OptionSpec>& specs);
/// Copies them into the body's `contact`.
void setContact(Poco::JSON::Object& body, const Arguments& arguments);

/// The columns of listuser's CSV form that say which modules a user may use, and what the address book shows of him.
[[nodiscard]] std::vector<Column> accessColumns();
[[nodiscard]] std::vector<Column> contactColumns();

/// Adds `--access-<module> on|off` for every module.
void appendAccessOptions(std::vector<OptionSpec>& specs);

/// Copies `--access-combination-name` and `--access-...` into the body.
/// @throws Failure IllegalOptionValue if both kinds are given, or a switch is neither on nor off
void setAccess(Poco::JSON::Object& body, const Arguments& arguments);

}  // namespace admin::cli
