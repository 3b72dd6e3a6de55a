#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace groupware::net {

/// Why a connector itself turned something away, before the application or in its place.
enum class Refusal : std::size_t {
    Malformed,
    BodyMalformed,
    ClientGone,
    SecretWrong,
    HeadTooSlow,
    BodyTooSlow,
    BodyTooLarge,
    UriTooLong,
    HeadTooLarge,
    CodingUnknown,
    VersionUnknown,
    Overload,
    PacketMalformed,
    FrontUnknown,
    TooManyConnections,
};

/// What clients, operators and metrics are told about a Refusal.
struct RefusalKind {
    std::string_view name;  ///< label in metrics and log lines
    int status = 0;         ///< 0 = the connection closes without an answer
    std::string_view why;   ///< names the option, if there is one
    bool operatorActs = false;
};

/// In the order of the enumerators.
inline constexpr std::array<RefusalKind, 15> kRefusals{
    {{.name = "malformed", .status = 400, .why = "is no well-formed request"},
     {.name = "body-malformed", .status = 400, .why = "the body is not as announced, or its chunks are none"},
     {.name = "client-gone", .status = 400, .why = "the client left before the end of its body"},
     {.name = "secret-wrong",
      .status = 403,
      .why = "secret= of the front's balancer member must be what net.ajpSecretFile holds",
      .operatorActs = true},
     {.name = "head-too-slow", .status = 408, .why = "the header took longer than net.headerTime"},
     {.name = "body-too-slow", .status = 408, .why = "the body came slower than net.bodyMinRate"},
     {.name = "body-too-large", .status = 413, .why = "the body is larger than net.bodyBytes"},
     {.name = "uri-too-long", .status = 414, .why = "the target is longer than net.uriBytes"},
     {.name = "head-too-large", .status = 431, .why = "the header is beyond net.headerBytes or net.headerCount"},
     {.name = "coding-unknown", .status = 501, .why = "Transfer-Encoding is not chunked"},
     {.name = "version-unknown", .status = 505, .why = "is not HTTP/1"},
     {.name = "overload",
      .status = 503,
      .why = "no worker within net.queueWait, or net.queueLength requests wait already",
      .operatorActs = true},
     {.name = "packet-malformed", .status = 0, .why = "is no AJP packet", .operatorActs = true},
     {.name = "front-unknown",
      .status = 0,
      .why = "while there is no AJP secret, only addresses in net.ajpProxies may connect: add this one to it on the "
             "node, or set net.ajpSecretFile there and secret= on the front",
      .operatorActs = true},
     {.name = "too-many-connections",
      .status = 503,
      .why = "net.connections or net.connectionsPerAddress is reached",
      .operatorActs = true}}};

[[nodiscard]] constexpr const RefusalKind& kindOf(Refusal refusal) {
    return kRefusals[static_cast<std::size_t>(refusal)];
}

/// The refusal that a parser of request heads means by its status: 400, 413, 414, 431, 501 or 505.
[[nodiscard]] constexpr Refusal headRefusal(int status) {
    switch (status) {
        case 413: return Refusal::BodyTooLarge;
        case 414: return Refusal::UriTooLong;
        case 431: return Refusal::HeadTooLarge;
        case 501: return Refusal::CodingUnknown;
        case 505: return Refusal::VersionUnknown;
        default: return Refusal::Malformed;
    }
}

}  // namespace groupware::net
