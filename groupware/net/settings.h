#pragma once

#include "groupware/base/options.h"
#include "groupware/net/address_list.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace groupware::net {

/// The options of `options.h` with their values, read once at start. Sizes in octets.
struct Settings {
    int httpPort = 0;  ///< -1 = no such connector
    int ajpPort = 0;   ///< -1 = no such connector
    std::string httpAddress;
    std::string ajpAddress;
    std::string route;
    std::string ajpSecret;
    AddressList httpProxies;
    AddressList ajpProxies;
    std::size_t ajpPacketBytes = 0;

    std::size_t headerBytes = 0;
    std::size_t headerCount = 0;
    std::size_t uriBytes = 0;
    std::size_t bufferedBodyBytes = 0;
    std::uint64_t bodyBytes = 0;
    std::uint64_t drainBytes = 0;
    std::size_t chunkLineBytes = 0;
    std::size_t trailerBytes = 0;
    std::uint64_t refusalLines = 0;  ///< a minute, of each reason

    std::chrono::milliseconds headerTime{};
    std::chrono::milliseconds bodyGrace{};
    std::uint64_t bodyMinRate = 1;  ///< octets per second
    std::chrono::milliseconds idleTime{};
    std::chrono::milliseconds ajpIdleTime{};
    std::chrono::milliseconds writeStall{};
    std::chrono::milliseconds lingerTime{};

    std::size_t connections = 0;
    std::size_t connectionsPerAddress = 0;
    std::uint64_t keepAliveRequests = 0;
    std::size_t workers = 0;
    std::size_t uploadWorkers = 0;  ///< at least 1, fewer than `workers` where there are several
    std::size_t queueLength = 0;
    std::size_t parkedRequests = 0;
    std::chrono::milliseconds queueWait{};
};

/// @throws Error BadRequest for an address list that does not parse
[[nodiscard]] Settings readSettings(const Configuration& configuration);

}  // namespace groupware::net
