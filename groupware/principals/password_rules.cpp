#include "groupware/principals/password_rules.h"

#include "groupware/base/error.h"
#include "groupware/principals/options.h"

namespace groupware::principals {

PasswordRules::PasswordRules(const Configuration& configuration) : hint_(configuration.get(kPasswordPatternHint)) {
    const auto pattern = configuration.get(kPasswordPattern);
    if (pattern.empty()) return;
    try {
        pattern_.emplace(pattern, std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error& error) {
        const std::string text = "password.pattern is no regular expression: " + std::string(error.what());
        throw Error(ErrorCode::BadRequest, text, text);
    }
}

void PasswordRules::requireAllowed(std::string_view password) const {
    // Short enough for the recursion of std::regex: `password.maxLength` is at most 511 octets.
    if (!pattern_ || std::regex_match(password.begin(), password.end(), *pattern_)) return;
    throw Error(ErrorCode::BadRequest, "password does not match password.pattern",
                hint_.empty() ? "The password is not allowed. Choose another one." : hint_);
}

}  // namespace groupware::principals
