#include "groupware/principals/user.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace groupware::principals {
namespace {

constexpr std::size_t kMaxAliases = 50;

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool consistsOf(std::string_view text, std::string_view punctuation) {
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return isLetterOrDigit(c) || punctuation.find(c) != std::string_view::npos; });
}

[[noreturn]] void refuse(std::string_view field, std::string_view why) {
    const std::string text = "The " + std::string(field) + " " + std::string(why) + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

void requireText(std::string_view field, std::string_view value) {
    if (characters(value) > kMaxNameLength) {
        refuse(field, "is longer than " + std::to_string(kMaxNameLength) + " characters");
    }
    const bool control = std::any_of(value.begin(), value.end(),
                                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control) refuse(field, "has control characters");
}

void requireName(std::string_view field, std::string_view value) {
    if (value.empty()) refuse(field, "is empty");
    requireText(field, value);
}

// Not RFC 5322: what a mail system can be expected to deliver, which also keeps one address one line.
void requireAddress(std::string_view value) {
    requireName("mail address", value);
    const auto at = value.rfind('@');
    const bool parts = at != std::string_view::npos && at > 0 && at + 1 < value.size();
    if (!parts || value.find_first_of(" ,;<>\"") != std::string_view::npos) {
        refuse("mail address", "is not of the form name@domain");
    }
}

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
    requireName("display name", user.displayName);
    requireText("given name", user.givenName);
    requireText("surname", user.surname);
    requireAddress(user.email);
    requireAliases(user.aliases);
    requireText("company", user.company);
    requireText("department", user.department);
    requireLanguage(user.language);
    requireTimeZone(user.timeZone);
    if (user.password.value.empty()) refuse("password", "is missing");
}

void requireValid(const UserChange& change) {
    if (change.displayName) requireName("display name", *change.displayName);
    if (change.givenName) requireText("given name", *change.givenName);
    if (change.surname) requireText("surname", *change.surname);
    if (change.email) requireAddress(*change.email);
    if (change.aliases) requireAliases(*change.aliases);
    if (change.company) requireText("company", *change.company);
    if (change.department) requireText("department", *change.department);
    if (change.language) requireLanguage(*change.language);
    if (change.timeZone) requireTimeZone(*change.timeZone);
}

}  // namespace groupware::principals
