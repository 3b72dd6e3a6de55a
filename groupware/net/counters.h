#pragma once

#include "groupware/net/refusal.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace groupware::net {

enum class Protocol : std::size_t { Http, Ajp };
inline constexpr std::size_t kProtocols = 2;

/// What the connectors have done since start; gauges say how it is now. Written by any thread.
struct ServerCounters {
    struct PerProtocol {
        std::atomic<std::uint64_t> accepted{0};
        std::atomic<std::uint64_t> refused{0};  ///< connections beyond a limit, or from an address that may not
        std::atomic<std::uint64_t> open{0};     ///< gauge
        std::atomic<std::uint64_t> requests{0};
        std::atomic<std::uint64_t> parseErrors{0};  ///< requests or packets that were no such thing
    };
    std::array<PerProtocol, kProtocols> protocols;
    std::array<std::atomic<std::uint64_t>, kRefusals.size()> refusals{};  ///< by Refusal
    std::atomic<std::uint64_t> timeouts{0};         ///< connections cut off because the client was too slow
    std::atomic<std::uint64_t> overloads{0};        ///< requests answered 503 for want of a worker
    std::atomic<std::uint64_t> handlerFailures{0};  ///< exceptions that left a Handler or a ResponseBody
    std::atomic<std::uint64_t> pings{0};            ///< AJP CPINGs answered
    std::atomic<std::uint64_t> queueLength{0};      ///< gauge: requests that wait for a worker
    std::atomic<std::uint64_t> busyWorkers{0};      ///< gauge
    std::atomic<std::uint64_t> parkedNow{0};        ///< gauge: requests that wait without a worker
    std::atomic<std::uint64_t> parked{0};           ///< how often a request began to wait, or went on waiting
    std::atomic<std::uint64_t> parkingFull{0};      ///< requests that found no room to wait
    std::atomic<std::uint64_t> parkedLeft{0};       ///< requests whose client left while they waited

    [[nodiscard]] PerProtocol& of(Protocol protocol) { return protocols[static_cast<std::size_t>(protocol)]; }
    [[nodiscard]] const PerProtocol& of(Protocol protocol) const {
        return protocols[static_cast<std::size_t>(protocol)];
    }
};

}  // namespace groupware::net
