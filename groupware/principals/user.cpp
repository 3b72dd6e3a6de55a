#include "groupware/principals/user.h"

#include "groupware/principals/text_rules.h"

namespace groupware::principals {
namespace {

constexpr std::size_t kMaxAliases = 50;

void requireAliases(const std::vector<std::string>& aliases) {
    if (aliases.size() > kMaxAliases) refuse("list of aliases", "has more than 50 addresses");
    for (const auto& alias : aliases) requireAddress(alias);
}

void requireLanguage(std::string_view value) {
    if (value.empty() || value.size() > 32 || !consistsOf(value, "_-@.")) {
        refuse("language", "is not a locale such as en_US");
    }
}

void requireTimeZone(std::string_view value) {
    if (value.empty() || value.size() > 64 || !consistsOf(value, "/_+-")) {
        refuse("time zone", "is not a name such as Europe/Berlin");
    }
}

}  // namespace

bool isValidLogin(std::string_view login) {
    return !login.empty() && login.size() <= kMaxLoginLength && consistsOf(login, "$@%.+_-");
}

void requireValidLogin(std::string_view login) {
    if (!isValidLogin(login)) {
        refuse("user name", "must be 1 to 128 letters, digits or characters of $@%.+_-");
    }
}

void requireValid(const NewUser& user) {
    requireValidLogin(user.login);
    requireName("display name", user.displayName, kMaxNameLength);
    requireText("given name", user.givenName, kMaxNameLength);
    requireText("surname", user.surname, kMaxNameLength);
    requireAddress(user.email);
    requireAliases(user.aliases);
    requireText("company", user.company, kMaxNameLength);
    requireText("department", user.department, kMaxNameLength);
    requireLanguage(user.language);
    requireTimeZone(user.timeZone);
    requireValid(user.contact);
    if (user.password.value.empty()) refuse("password", "is missing");
}

void requireValid(const UserChange& change) {
    if (change.displayName) requireName("display name", *change.displayName, kMaxNameLength);
    if (change.givenName) requireText("given name", *change.givenName, kMaxNameLength);
    if (change.surname) requireText("surname", *change.surname, kMaxNameLength);
    if (change.email) requireAddress(*change.email);
    if (change.aliases) requireAliases(*change.aliases);
    if (change.company) requireText("company", *change.company, kMaxNameLength);
    if (change.department) requireText("department", *change.department, kMaxNameLength);
    if (change.language) requireLanguage(*change.language);
    if (change.timeZone) requireTimeZone(*change.timeZone);
    requireValid(change.contact);
}

}  // namespace groupware::principals
