#include "groupware/net/options.h"

#include <array>

namespace groupware::net {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 34> kAll{&kAjpPort,           &kAjpAddress,        &kAjpRoute,
                                                    &kAjpSecret,         &kHttpPort,          &kHttpAddress,
                                                    &kHttpProxies,       &kAjpProxies,        &kAjpSecretFile,
                                                    &kAjpPacketBytes,    &kHeaderBytes,       &kHeaderCount,
                                                    &kUriBytes,          &kBufferedBodyBytes, &kBodyBytes,
                                                    &kDrainBytes,        &kChunkLineBytes,    &kTrailerBytes,
                                                    &kHeaderTime,        &kBodyGrace,         &kBodyMinRate,
                                                    &kIdleTime,          &kAjpIdleTime,       &kWriteStall,
                                                    &kLingerTime,        &kConnections,       &kConnectionsPerAddress,
                                                    &kKeepAliveRequests, &kWorkers,           &kUploadWorkers,
                                                    &kQueueLength,       &kQueueWait,         &kParkedRequests,
                                                    &kRefusalLines};
    return kAll;
}

}  // namespace groupware::net
