#include "dbpool/routing/options.h"

#include "dbpool/replication/options.h"

#include <array>

namespace dbpool::routing {

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 14> kOptions{
        &kAdmissionWait,    &kGateWait,       &kGateMisses,     &kGateProbe, &kWriteWait,
        &kWriteTime,        &kWaitingWriters, &kWriteAttempts,  &kLockWait,  &kIdleTransaction,
        &kCachedPlacements, &kChangeKeepTime, &kChangeKeepRows, &kSite};
    return kOptions;
}

RoutingLimits limits(const groupware::Configuration& configuration) {
    const auto seconds = [&](const groupware::DurationOption& option) {
        return std::chrono::duration_cast<std::chrono::seconds>(configuration.get(option));
    };
    GroupLimits group = replication::limits(configuration);
    group.waitingWriters = static_cast<int>(configuration.get(kWaitingWriters));
    return {.admissionWait = configuration.get(kAdmissionWait),
            .gateWait = configuration.get(kGateWait),
            .gateMisses = static_cast<int>(configuration.get(kGateMisses)),
            .gateProbe = configuration.get(kGateProbe),
            .writeWait = configuration.get(kWriteWait),
            .writeTime = configuration.get(kWriteTime),
            .group = group,
            .writeAttempts = static_cast<int>(configuration.get(kWriteAttempts)),
            .transaction = {.lockWait = seconds(kLockWait), .idle = seconds(kIdleTransaction)},
            .cachedPlacements = static_cast<std::size_t>(configuration.get(kCachedPlacements)),
            .changeKeepTime = configuration.get(kChangeKeepTime),
            .changeKeepRows = configuration.get(kChangeKeepRows),
            .site = configuration.get(kSite)};
}

}  // namespace dbpool::routing
