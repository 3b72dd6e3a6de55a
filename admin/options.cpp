#include "admin/options.h"

#include <array>

namespace admin {

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 24> kOptions{&kAddress,
                                                                   &kPort,
                                                                   &kThreads,
                                                                   &kMaxBody,
                                                                   &kMasterAuthenticationDisabled,
                                                                   &kContextAuthenticationDisabled,
                                                                   &kMasterAccountOverride,
                                                                   &kMasterPasswordFile,
                                                                   &kWrongPasswords,
                                                                   &kLogFile,
                                                                   &kContextsPerSchema,
                                                                   &kAverageContextSize,
                                                                   &kDefaultAccessCombination,
                                                                   &kDefaultTimeZone,
                                                                   &kSagaWait,
                                                                   &kRecoveryInterval,
                                                                   &kArchiveTransfers,
                                                                   &kArchiveEntries,
                                                                   &kArchiveBytes,
                                                                   &kAutoPromote,
                                                                   &kAutoPromoteInterval,
                                                                   &kAutoPromoteLooks,
                                                                   &kAutoPromotePause,
                                                                   &kAutoPromoteRetry};
    return kOptions;
}

}  // namespace admin
