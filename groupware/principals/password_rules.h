#pragma once

#include "groupware/base/options.h"

#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace groupware::principals {

/// Which passwords users may choose, besides their length, which PasswordHasher checks. Administrators are not bound.
/// Immutable; safe to use from any thread.
class PasswordRules {
public:
    /// @throws Error BadRequest if `password.pattern` is no regular expression
    explicit PasswordRules(const Configuration& configuration);

    /// @throws Error BadRequest with `password.patternHint`
    void requireAllowed(std::string_view password) const;

private:
    std::optional<std::regex> pattern_;
    std::string hint_;
};

}  // namespace groupware::principals
