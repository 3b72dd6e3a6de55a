#include "admin/options.h"

#include <array>

namespace admin {

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 14> kOptions{&kAddress,
                                                                   &kPort,
                                                                   &kThreads,
                                                                   &kMaxBody,
                                                                   &kMasterAuthenticationDisabled,
                                                                   &kContextAuthenticationDisabled,
                                                                   &kMasterAccountOverride,
                                                                   &kMasterPasswordFile,
                                                                   &kContextsPerSchema,
                                                                   &kAverageContextSize,
                                                                   &kDefaultAccessCombination,
                                                                   &kDefaultTimeZone,
                                                                   &kSagaWait,
                                                                   &kRecoveryInterval};
    return kOptions;
}

}  // namespace admin
