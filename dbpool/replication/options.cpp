#include "dbpool/replication/options.h"

#include <array>

namespace dbpool::replication {

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 4> kOptions{&kLookInterval, &kSearchInterval, &kLookTimeout,
                                                                  &kMasterLease};
    return kOptions;
}

GroupLimits limits(const groupware::Configuration& configuration) {
    return {.lookInterval = configuration.get(kLookInterval),
            .searchInterval = configuration.get(kSearchInterval),
            .lookTimeout = std::chrono::ceil<std::chrono::seconds>(configuration.get(kLookTimeout)),
            .masterLease = configuration.get(kMasterLease)};
}

}  // namespace dbpool::replication
