#include "groupware/session/options.h"

#include <array>

namespace groupware::session {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 10> kOptions{
        &kShortLife,          &kLongLife,     &kTouchInterval,    &kPerUser,
        &kAppPasswords,       &kAddressCheck, &kAttemptsPerLogin, &kAttemptsPerLoginAnywhere,
        &kAttemptsPerAddress, &kAttemptWindow};
    return kOptions;
}

}  // namespace groupware::session
