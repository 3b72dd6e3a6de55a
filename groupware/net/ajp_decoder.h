#pragma once

#include "groupware/net/exchange.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Messages from the front, AJP13 as Apache's mod_proxy_ajp speaks it: big-endian integers, and strings of a 16-bit
/// length, the octets and a NUL. No I/O; malformed octets throw Error BadRequest.
namespace groupware::net::ajp {

inline constexpr std::size_t kPacketHeaderBytes = 4;  ///< 12 34 and the payload's length
/// Largest packet, its header included: as much as Apache's ProxyIOBufferSize can be set to.
inline constexpr std::size_t kMaxPacketBytes = 64 << 10;

/// First octet of a message that is no body data.
enum class MessageType : std::uint8_t { ForwardRequest = 2, CPing = 10 };

/// The payload of the first packet in `buffer`, or nothing until all of it is there.
/// Any size is taken, whatever this side sends: the front's size need not be configured twice.
/// @throws Error BadRequest for wrong magic octets or a packet beyond kMaxPacketBytes
[[nodiscard]] std::optional<std::string_view> takePacket(std::string_view buffer);

/// The octets in a body data packet; empty at the end of the body.
/// @throws Error BadRequest if the length inside is not that of the packet
[[nodiscard]] std::string_view bodyData(std::string_view payload);

/// A FORWARD_REQUEST message.
struct ForwardRequest {
    RequestHead head;  ///< all but route and id
    std::optional<std::uint64_t> contentLength;
    bool chunked = false;
    std::string secret;
    std::string jvmRoute;  ///< the member the front's balancer chose; empty if it did not
    /// 0, or the status to refuse a request that is whole but not acceptable: 400, 414, 431 or 501.
    int status = 0;
};

struct RequestLimits {
    std::size_t headerBytes = 0;  ///< of the target, the names and the values together
    std::size_t headerCount = 0;
    std::size_t uriBytes = 0;
};

/// @throws Error BadRequest if `payload` is no FORWARD_REQUEST from its first to its last octet
[[nodiscard]] ForwardRequest decodeForwardRequest(std::string_view payload, const RequestLimits& limits);

}  // namespace groupware::net::ajp
