// What an AJP front may send: a sequence of packets, each a message or body data.

#include "groupware/base/error.h"
#include "groupware/net/ajp_decoder.h"
#include "groupware/net/ajp_encoder.h"
#include "groupware/net/field_syntax.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace ajp = groupware::net::ajp;

constexpr std::size_t kPacketBytes = 8192;

void require(bool condition) {
    if (!condition) std::abort();
}

void decode(std::string_view payload) {
    try {
        const auto request =
            ajp::decodeForwardRequest(payload, {.headerBytes = 4096, .headerCount = 16, .uriBytes = 1024});
        const auto& head = request.head;
        require(head.headers.size() <= 16);
        if (request.status != 0) return;
        require(groupware::net::isToken(head.method));
        require(head.path.front() == '/' || head.path == "*");
        require(head.path.size() + head.query.size() <= 1024);
        for (const auto& [name, value] : head.headers) {
            require(groupware::net::isToken(name) && groupware::net::isFieldValue(value));
        }
        // what came in as headers fits one packet, so it goes out as one or not at all
        std::string out;
        if (!ajp::appendSendHeaders(out, 200, "OK", head.headers, kPacketBytes)) require(out.empty());
        require(out.size() <= kPacketBytes);
    } catch (const groupware::Error&) {
    }
    try {
        require(ajp::bodyData(payload).size() <= payload.size());
    } catch (const groupware::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view octets(reinterpret_cast<const char*>(data), size);
    try {
        while (const auto payload = ajp::takePacket(octets)) {
            decode(*payload);
            octets.remove_prefix(ajp::kPacketHeaderBytes + payload->size());
        }
    } catch (const groupware::Error&) {
    }
    return 0;
}
