#include "groupware/net/ajp_encoder.h"

#include "groupware/net/field_syntax.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace groupware::net::ajp {

namespace {

constexpr std::size_t kPacketHeaderBytes = 4;
constexpr std::uint16_t kLongestString = 0xFFFE;  // FFFF is null

enum class MessageType : std::uint8_t {
    SendBodyChunk = 3,
    SendHeaders = 4,
    EndResponse = 5,
    GetBodyChunk = 6,
    CPong = 9,
};

/// Names with a code: A0 and the place in this list, from 1.
constexpr std::array<std::string_view, 11> kHeaderNames{
    "Content-Type", "Content-Language", "Content-Length", "Date",   "Last-Modified",   "Location",
    "Set-Cookie",   "Set-Cookie2",      "Servlet-Engine", "Status", "WWW-Authenticate"};

void appendOctet(std::string& out, std::size_t number) {
    out.push_back(static_cast<char>(number));
}

void appendInteger(std::string& out, std::size_t number) {
    appendOctet(out, number >> 8);
    appendOctet(out, number & 0xFF);
}

void appendString(std::string& out, std::string_view text) {
    text = text.substr(0, kLongestString);
    appendInteger(out, text.size());
    out.append(text).push_back('\0');
}

void appendPacketStart(std::string& out, std::size_t payloadBytes, MessageType type) {
    out.append("AB");
    appendInteger(out, payloadBytes);
    appendOctet(out, static_cast<std::size_t>(type));
}

void appendHeaderName(std::string& out, std::string_view name) {
    const auto* const known = std::find_if(kHeaderNames.begin(), kHeaderNames.end(),
                                           [&](std::string_view each) { return sameName(each, name); });
    if (known == kHeaderNames.end()) {
        appendString(out, name);
        return;
    }
    appendOctet(out, 0xA0);
    appendOctet(out, static_cast<std::size_t>(known - kHeaderNames.begin()) + 1);
}

}  // namespace

void appendCPong(std::string& out) {
    appendPacketStart(out, 1, MessageType::CPong);
}

void appendGetBodyChunk(std::string& out, std::size_t octets) {
    appendPacketStart(out, 3, MessageType::GetBodyChunk);
    appendInteger(out, octets);
}

bool appendSendHeaders(std::string& out, int status, std::string_view reason, const Headers& headers,
                       std::size_t packetBytes) {
    const std::size_t start = out.size();
    appendPacketStart(out, 0, MessageType::SendHeaders);
    appendInteger(out, static_cast<std::size_t>(status));
    appendString(out, reason);
    appendInteger(out, headers.size());
    bool fits = true;
    for (const auto& [name, value] : headers) {
        fits = fits && name.size() + value.size() <= packetBytes;
        if (!fits) break;
        appendHeaderName(out, name);
        appendString(out, value);
    }
    if (!fits || out.size() - start > packetBytes) {
        out.resize(start);
        return false;
    }
    const std::size_t payload = out.size() - start - kPacketHeaderBytes;
    out[start + 2] = static_cast<char>(payload >> 8);
    out[start + 3] = static_cast<char>(payload & 0xFF);
    return true;
}

void appendBody(std::string& out, std::string_view data, std::size_t packetBytes) {
    while (!data.empty()) {
        const auto piece = data.substr(0, bodyChunkBytes(packetBytes));
        appendPacketStart(out, piece.size() + 4, MessageType::SendBodyChunk);
        appendString(out, piece);
        data.remove_prefix(piece.size());
    }
}

void appendFlush(std::string& out) {
    appendPacketStart(out, 4, MessageType::SendBodyChunk);
    appendString(out, {});
}

void appendEndResponse(std::string& out, bool reuse) {
    appendPacketStart(out, 2, MessageType::EndResponse);
    appendOctet(out, reuse ? 1 : 0);
}

}  // namespace groupware::net::ajp
