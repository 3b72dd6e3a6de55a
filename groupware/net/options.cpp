#include "groupware/net/options.h"

#include <array>

namespace groupware::net {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 29> kAll{
        &kAjpPort,           &kAjpAddress,  &kAjpRoute,       &kAjpSecret,   &kHttpPort,    &kHttpAddress,
        &kHttpProxies,       &kAjpProxies,  &kAjpPacketBytes, &kHeaderBytes, &kHeaderCount, &kUriBytes,
        &kBufferedBodyBytes, &kBodyBytes,   &kDrainBytes,     &kHeaderTime,  &kBodyGrace,   &kBodyMinRate,
        &kIdleTime,          &kAjpIdleTime, &kWriteStall,     &kLingerTime,  &kConnections, &kConnectionsPerAddress,
        &kKeepAliveRequests, &kWorkers,     &kUploadWorkers,  &kQueueLength, &kQueueWait};
    return kAll;
}

}  // namespace groupware::net
