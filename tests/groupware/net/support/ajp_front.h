#pragma once

#include "tests/groupware/net/support/client.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a front sends in AJP13, octet by octet as Apache's mod_proxy_ajp does, and how it reads the answer.
namespace groupware::net::test {

[[nodiscard]] std::string ajpString(std::string_view text);
[[nodiscard]] std::string ajpNull();
/// 12 34, the length and the payload.
[[nodiscard]] std::string ajpPacket(std::string_view payload);
[[nodiscard]] std::string ajpData(std::string_view data);

/// A FORWARD_REQUEST; change what a test is about, then take payload().
struct AjpForward {
    int method = 2;  ///< GET
    std::string uri = "/ping";
    std::string remoteAddress = "192.0.2.7";
    bool secure = false;
    /// Name as it goes out: ajpString("X") or two octets A0 xx.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string attributes;  ///< encoded, without the end mark

    [[nodiscard]] std::string payload() const;
    [[nodiscard]] std::string packet() const { return ajpPacket(payload()); }
};

/// A POST whose body has a length, so that its first data packet follows unasked.
[[nodiscard]] AjpForward postTo(const std::string& uri, std::size_t length);
/// A POST whose body is fetched packet by packet.
[[nodiscard]] AjpForward chunkedPostTo(const std::string& uri);

/// The two octets of a header name with a code.
[[nodiscard]] std::string ajpCode(int code);
[[nodiscard]] std::string ajpAttribute(int code, std::string_view value);

/// One answer to a FORWARD_REQUEST.
struct AjpAnswer {
    int status = 0;
    Headers headers;
    std::string body;
    bool reuse = false;
    std::size_t chunks = 0;          ///< SEND_BODY_CHUNKs with data
    std::size_t flushes = 0;         ///< those without
    std::size_t largestChunk = 0;    ///< octets of data
    std::vector<std::size_t> asked;  ///< of each GET_BODY_CHUNK
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// The payload of the next packet from the backend.
[[nodiscard]] std::string ajpReceive(Client& client);
/// Reads an answer to its end; every GET_BODY_CHUNK is answered with the next of `data`, or an empty packet after them.
[[nodiscard]] AjpAnswer ajpAnswer(Client& client, std::vector<std::string> data = {});

}  // namespace groupware::net::test
