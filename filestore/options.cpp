#include "filestore/options.h"

#include <array>

namespace filestore {

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 10> kAll{
        &kThreads,      &kQueue,       &kTimeout,   &kStall,      &kBreakerFailures,
        &kBreakerProbe, &kTryInterval, &kFreeFloor, &kTrashGrace, &kStaleUpload};
    return kAll;
}

}  // namespace filestore
