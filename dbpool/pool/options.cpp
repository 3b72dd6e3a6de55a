#include "dbpool/pool/options.h"

#include <array>

namespace dbpool::pool {
namespace {

std::chrono::seconds wholeSeconds(std::chrono::milliseconds duration) {
    return std::chrono::ceil<std::chrono::seconds>(duration);
}

}  // namespace

std::span<const groupware::AnyOption> options() {
    static constexpr std::array<groupware::AnyOption, 12> kAll{
        &kConnectTimeout, &kAnswerTimeout, &kReadTimeout, &kLockTimeout,    &kCachedStatements, &kMaxConnections,
        &kWaitTimeout,    &kMaxLifetime,   &kMaxIdle,     &kCheckAfterIdle, &kBreakerFailures,  &kBreakerProbe};
    return kAll;
}

ConnectionLimits connectionLimits(const groupware::Configuration& configuration) {
    return {.connectTimeout = wholeSeconds(configuration.get(kConnectTimeout)),
            .readTimeout = wholeSeconds(configuration.get(kReadTimeout)),
            .answerTimeout = wholeSeconds(configuration.get(kAnswerTimeout)),
            .lockTimeout = wholeSeconds(configuration.get(kLockTimeout)),
            .cachedStatements = static_cast<std::size_t>(configuration.get(kCachedStatements))};
}

PoolLimits poolLimits(const groupware::Configuration& configuration) {
    return {.maxConnections = static_cast<int>(configuration.get(kMaxConnections)),
            .waitTimeout = configuration.get(kWaitTimeout),
            .maxLifetime = configuration.get(kMaxLifetime),
            .maxIdle = configuration.get(kMaxIdle),
            .checkAfterIdle = configuration.get(kCheckAfterIdle),
            .breakerFailures = static_cast<int>(configuration.get(kBreakerFailures)),
            .breakerProbe = configuration.get(kBreakerProbe)};
}

}  // namespace dbpool::pool
