#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::net {

/// Header fields in the order they came or go. Names compare without regard to case; duplicates stay apart.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first field of that name, or null. RFC 9110 section 5.1: names are case-insensitive.
[[nodiscard]] const std::string* findHeader(const Headers& headers, std::string_view name);

/// One request header as a connector read it: complete, bounded, and free of NUL, CR and LF.
struct RequestHead {
    std::string method;    ///< as sent: "GET", "PROPFIND", "MKCALENDAR", ...
    std::string path;      ///< still percent-encoded, without query; starts with '/', or is "*"
    std::string query;     ///< still encoded, without '?'
    std::string protocol;  ///< "HTTP/1.1"
    Headers headers;
    std::string remoteAddress;  ///< of the client, as the trusted front told it; no port
    std::string host;           ///< name the client asked for, without port
    int port = 0;
    bool secure = false;  ///< the client's connection to the front is TLS
    std::string route;    ///< this node's route
    std::string id;       ///< unique; in every log line of the request and in 500 answers
    /// Since the request was complete, or as much of it as a worker is borrowed for: for a worker, and parked.
    std::chrono::nanoseconds waited{0};
};

/// The request's body, pulled by a worker. Bodies up to the buffer limit are complete before a worker is borrowed and
/// never block; larger ones block for the client within the minimum rate.
class RequestBody {
public:
    virtual ~RequestBody() = default;
    /// @return octets stored in `into`, 0 at the end
    /// @throws Error BadRequest (client gone, too slow, broken chunk), TooLarge
    [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;
    /// Content-Length, if the client gave one.
    [[nodiscard]] virtual std::optional<std::uint64_t> length() const = 0;
};

/// A body that is produced while it is sent, for example a file. Pulled on a worker, a piece at a time and only when
/// the client can take more, so a slow reader holds no thread.
class ResponseBody {
public:
    virtual ~ResponseBody() = default;
    /// @return octets stored in `into`, 0 at the end; throwing breaks the connection, since the status is already sent
    [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;
};

/// A request that cannot be answered yet waits in the reactor, without a worker, and is handled anew when its time has
/// come. Whoever asks for that has done nothing yet that must not happen twice.
struct Parking {
    std::function<bool()> again;         ///< whether to handle it anew now; asked by the reactor: quick, never throws
    std::chrono::milliseconds atMost{};  ///< since the request was parked first
};

/// What became of an answer.
struct Sent {
    int status = 0;
    std::uint64_t octets = 0;             ///< of the body, as far as they went out
    bool complete = false;                ///< false: the client left, or its stream broke
    std::chrono::nanoseconds took{0};     ///< from the complete request to here
    std::chrono::nanoseconds waiting{0};  ///< as much of it was parked
};

/// What goes back. The connector adds Date, Content-Length or chunked coding, and Connection.
struct Reply {
    int status = 200;
    Headers headers;
    std::string body;  ///< ignored if `stream` is set
    std::unique_ptr<ResponseBody> stream;
    std::optional<std::uint64_t> length{};  ///< of `stream`, if known
    /// The answer is kept back: it goes out if the time passes, the server stops, or there is no room to wait; a
    /// request that is handled anew forgets it.
    std::optional<Parking> parking{};
    /// Called once, by any thread, after the last octet, or when the connection ends before. Must not throw.
    std::function<void(const Sent&)> sent{};

    /// Adds to `sent`; the first one added is called first.
    void whenSent(std::function<void(const Sent&)> then);
};

/// The application behind the connectors. Called on worker threads, several at once.
class Handler {
public:
    virtual ~Handler() = default;
    /// Answers one request. Unread body octets are drained (bounded) or the connection closes. Must not throw; an
    /// exception is a bug and becomes a bare 500.
    [[nodiscard]] virtual Reply handle(const RequestHead& head, RequestBody& body) = 0;
};

}  // namespace groupware::net
