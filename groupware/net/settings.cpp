#include "groupware/net/settings.h"

#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"
#include "groupware/net/options.h"

#include <algorithm>

namespace groupware::net {

namespace {

std::size_t size(const Configuration& configuration, const auto& option) {
    return static_cast<std::size_t>(configuration.get(option));
}

/// Waiting for uploads may never take the last worker.
std::size_t uploadWorkers(std::size_t configured, std::size_t workers) {
    const std::size_t wanted = configured == 0 ? workers / 2 : configured;
    return std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(1, workers - 1));
}

/// From its file or, for set-ups that have it there already, from the properties themselves.
std::string ajpSecret(const Configuration& configuration) {
    const auto file = configuration.get(kAjpSecretFile);
    auto secret = configuration.get(kAjpSecret);
    if (file.empty()) return secret;
    constexpr const char* kTwice = "net.ajpSecretFile and AJP_SECRET are both set";
    if (!secret.empty()) throw Error(ErrorCode::BadRequest, kTwice, kTwice);
    secret = readSecretFile(file);
    if (secret.empty()) throw Error(ErrorCode::BadRequest, file + " is empty", file + " is empty");
    return secret;
}

}  // namespace

Settings readSettings(const Configuration& configuration) {
    Settings settings;
    settings.httpPort = static_cast<int>(configuration.get(kHttpPort));
    settings.ajpPort = static_cast<int>(configuration.get(kAjpPort));
    settings.httpAddress = configuration.get(kHttpAddress);
    settings.ajpAddress = configuration.get(kAjpAddress);
    settings.route = configuration.get(kAjpRoute);
    settings.ajpSecret = ajpSecret(configuration);
    settings.httpProxies = AddressList(configuration.get(kHttpProxies));
    settings.ajpProxies = AddressList(configuration.get(kAjpProxies));
    settings.ajpPacketBytes = size(configuration, kAjpPacketBytes);
    settings.headerBytes = size(configuration, kHeaderBytes);
    settings.headerCount = size(configuration, kHeaderCount);
    settings.uriBytes = size(configuration, kUriBytes);
    settings.bufferedBodyBytes = size(configuration, kBufferedBodyBytes);
    settings.bodyBytes = size(configuration, kBodyBytes);
    settings.drainBytes = size(configuration, kDrainBytes);
    settings.chunkLineBytes = size(configuration, kChunkLineBytes);
    settings.trailerBytes = size(configuration, kTrailerBytes);
    settings.refusalLines = size(configuration, kRefusalLines);
    settings.headerTime = configuration.get(kHeaderTime);
    settings.bodyGrace = configuration.get(kBodyGrace);
    settings.bodyMinRate = size(configuration, kBodyMinRate);
    settings.idleTime = configuration.get(kIdleTime);
    settings.ajpIdleTime = configuration.get(kAjpIdleTime);
    settings.writeStall = configuration.get(kWriteStall);
    settings.lingerTime = configuration.get(kLingerTime);
    settings.connections = size(configuration, kConnections);
    settings.connectionsPerAddress = size(configuration, kConnectionsPerAddress);
    settings.keepAliveRequests = size(configuration, kKeepAliveRequests);
    settings.workers = size(configuration, kWorkers);
    settings.uploadWorkers = uploadWorkers(size(configuration, kUploadWorkers), settings.workers);
    settings.queueLength = size(configuration, kQueueLength);
    settings.parkedRequests = size(configuration, kParkedRequests);
    settings.queueWait = configuration.get(kQueueWait);
    return settings;
}

}  // namespace groupware::net
