#pragma once

#include "groupware/net/exchange.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace groupware::net {

/// Bounds of one request header; see options.h.
struct HttpLimits {
    std::size_t headerBytes = 0;
    std::size_t headerCount = 0;
    std::size_t uriBytes = 0;
};

/// How the body follows the header and what happens to the connection. RFC 9112 sections 6 and 9.
struct HttpFraming {
    bool chunked = false;
    std::optional<std::uint64_t> length;
    bool keepAlive = true;
    bool expectContinue = false;
    bool http10 = false;  ///< the client does not know chunked coding
};

/// Finds the end of a request header while it arrives, looking at every octet once. RFC 9112 section 2.
class HttpHeadScanner {
public:
    enum class State {
        NeedMore,
        Complete,
        Malformed,    ///< 400: a line end without CR, or no request at all
        UriTooLong,   ///< 414
        HeadTooLarge  ///< 431
    };
    /// @param buffer  everything received of this request so far; begins with the same octets each time
    [[nodiscard]] State scan(std::string_view buffer, const HttpLimits& limits);
    /// Octets up to and including the empty line, once Complete.
    [[nodiscard]] std::size_t length() const noexcept { return position_; }
    void reset() { *this = HttpHeadScanner(); }

private:
    /// By what the line has so far, so the judgement does not depend on how the octets come.
    [[nodiscard]] State judgeLength(std::size_t end, const HttpLimits& limits) const;

    std::size_t position_ = 0;
    std::size_t lineStart_ = 0;
    bool sawRequestLine_ = false;
};

/// Reads a complete header strictly: whatever two implementations might read differently is refused, because a front
/// that reads it the other way would be smuggled past. RFC 9112 sections 2.2, 3, 5, 6.3 and 11.2.
///
/// @param text  as HttpHeadScanner delimited it, with the empty line
/// @param head  gets method, path, query, protocol, headers, host, port
/// @return 0, or the status that refuses the request: 400, 414, 431, 501 or 505
[[nodiscard]] int parseHttpHead(std::string_view text, const HttpLimits& limits, RequestHead& head,
                                HttpFraming& framing);

}  // namespace groupware::net
