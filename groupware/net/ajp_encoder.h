#pragma once

#include "groupware/net/exchange.h"

#include <cstddef>
#include <string>
#include <string_view>

/// Messages to the front, AJP13: 'A' 'B', the payload's length in 16 bits, the payload. All functions append whole
/// packets.
namespace groupware::net::ajp {

void appendCPong(std::string& out);

/// Asks for the next body data packet of at most `octets`; Apache always sends as much as fits a packet.
void appendGetBodyChunk(std::string& out, std::size_t octets);

/// SEND_HEADERS. Appends nothing and says false if it does not fit one packet of `packetBytes`.
[[nodiscard]] bool appendSendHeaders(std::string& out, int status, std::string_view reason, const Headers& headers,
                                     std::size_t packetBytes);

/// Largest data of one SEND_BODY_CHUNK in packets of `packetBytes`.
[[nodiscard]] constexpr std::size_t bodyChunkBytes(std::size_t packetBytes) {
    return packetBytes - 8;
}

/// SEND_BODY_CHUNK, several if `data` does not fit one.
void appendBody(std::string& out, std::string_view data, std::size_t packetBytes);

/// An empty SEND_BODY_CHUNK: Apache passes on what it holds.
void appendFlush(std::string& out);

/// END_RESPONSE. Without `reuse` the front closes the connection.
void appendEndResponse(std::string& out, bool reuse);

}  // namespace groupware::net::ajp
