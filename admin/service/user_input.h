#pragma once

#include "groupware/main/objects/time_zones.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/principals/user.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace admin {

/// What an administrator says about a user; absent fields have defaults or stay.
struct UserInput {
    std::optional<std::string> login;
    std::optional<std::string> displayName;
    std::optional<std::string> givenName;
    std::optional<std::string> surname;
    std::optional<std::string> password;
    std::optional<std::string> email;
    std::optional<std::string> language;
    std::optional<std::string> timeZone;
    std::optional<std::string> department;
    std::optional<std::string> company;
    std::optional<std::vector<std::string>> aliases;
    std::map<std::string, std::string> contact;  ///< by ContactField::name; an empty value removes the field
    std::optional<bool> enabled;
    std::optional<std::string> accessCombination;
    std::map<std::string, bool> access;  ///< module -> granted, on top of what is there
};

/// `base`, or the named combination, with the single switches applied.
/// @throws AdminError InvalidData for an unknown combination or module
[[nodiscard]] groupware::principals::ModuleAccess accessOf(const UserInput& input,
                                                           groupware::principals::ModuleAccess base);

/// @throws AdminError InvalidData if `input` names a time zone that `zones` do not know
void requireKnownTimeZone(const UserInput& input, groupware::main::TimeZones& zones);

/// A new user, all but his rights. Hashes the password.
/// @throws AdminError InvalidData naming mandatory fields that are missing; groupware::Error BadRequest
[[nodiscard]] groupware::principals::NewUser newUserOf(const UserInput& input, const std::string& defaultTimeZone,
                                                       groupware::principals::PasswordHasher& hasher);

/// What changes, all but login, password and rights.
[[nodiscard]] groupware::principals::UserChange changeOf(const UserInput& input);

}  // namespace admin
