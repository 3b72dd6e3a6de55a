#include "groupware/session/options.h"

#include <array>

namespace groupware::session {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 12> kOptions{
        &kShortLife,          &kLongLife,     &kTouchInterval, &kPerUser,          &kPerGuest,
        &kShareLanding,       &kAppPasswords, &kAddressCheck,  &kAttemptsPerLogin, &kAttemptsPerLoginAnywhere,
        &kAttemptsPerAddress, &kAttemptWindow};
    return kOptions;
}

}  // namespace groupware::session
