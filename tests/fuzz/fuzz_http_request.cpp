// What an HTTP client may send: header and body, understood alike however the octets are cut.

#include "groupware/base/error.h"
#include "groupware/net/body_decoder.h"
#include "groupware/net/field_syntax.h"
#include "groupware/net/http_head.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::net {
namespace {

constexpr HttpLimits kLimits{.headerBytes = 2048, .headerCount = 16, .uriBytes = 512};

void require(bool condition) {
    if (!condition) std::abort();
}

struct Scan {
    HttpHeadScanner::State state = HttpHeadScanner::State::NeedMore;
    std::size_t length = 0;
};

Scan scan(std::string_view octets, std::size_t step) {
    HttpHeadScanner scanner;
    Scan result;
    for (std::size_t end = 0; end < octets.size() && result.state == HttpHeadScanner::State::NeedMore;) {
        end = std::min(octets.size(), end + step);
        result.state = scanner.scan(octets.substr(0, end), kLimits);
    }
    result.length = scanner.length();
    return result;
}

struct Body {
    bool broken = false;
    bool done = false;
    std::string octets{};
    std::size_t consumed = 0;
    bool operator==(const Body&) const = default;
};

Body decode(BodyDecoder decoder, std::string_view octets, std::size_t step, std::size_t room) {
    Body body;
    try {
        for (std::size_t end = 0; body.consumed < octets.size() && !decoder.done();) {
            end = std::min(octets.size(), end + step);
            const std::size_t before = body.octets.size();
            body.consumed += decoder.feed(octets.substr(body.consumed, end - body.consumed), body.octets, room);
            require(body.octets.size() - before <= room);
            if (end == octets.size() && body.octets.size() == before) break;
        }
        require(decoder.decoded() == body.octets.size());
        body.done = decoder.done();
    } catch (const Error&) {
        body = Body();
        body.broken = true;
    }
    return body;
}

void checkHead(const RequestHead& head, const HttpFraming& framing) {
    require(isToken(head.method));
    require(head.path.front() == '/' || head.path == "*");
    require(head.headers.size() <= kLimits.headerCount);
    for (const auto& [name, value] : head.headers) require(isToken(name) && isFieldValue(value));
    require(!framing.chunked || !framing.length);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const Scan whole = scan(octets, size + 1);
    const Scan single = scan(octets, 1);
    require(single.state == whole.state);
    if (whole.state != HttpHeadScanner::State::Complete) return 0;
    require(single.length == whole.length);

    RequestHead head;
    HttpFraming framing;
    const int status = parseHttpHead(octets.substr(0, whole.length), kLimits, head, framing);
    if (status != 0) {
        require(status >= 400 && status < 600);
        return 0;
    }
    checkHead(head, framing);
    const auto rest = octets.substr(whole.length);
    const auto decoder = framing.chunked ? BodyDecoder::chunked({.lineBytes = 4096, .trailerBytes = 8192})
                                         : BodyDecoder::ofLength(framing.length.value_or(0));
    const Body body = decode(decoder, rest, rest.size() + 1, rest.size() + 1);
    require(body == decode(decoder, rest, 1, rest.size() + 1));
    require(body == decode(decoder, rest, rest.size() + 1, 3));
    return 0;
}

}  // namespace groupware::net
