#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace groupware::net {

/// A non-blocking stream socket, closed with its object. Used by one thread at a time, except shutdown().
class Socket {
public:
    enum class Outcome { Done, WouldBlock, Ended };
    struct Transfer {
        Outcome outcome = Outcome::Done;
        std::size_t octets = 0;
    };

    explicit Socket(int fd = -1) noexcept : fd_(fd) {}
    ~Socket();
    Socket(Socket&& other) noexcept : fd_(other.release()) {}
    Socket& operator=(Socket&& other) noexcept;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    /// @return what came; Ended at the end of the stream or if the connection broke
    [[nodiscard]] Transfer receive(std::span<char> into) const;
    /// @return what the kernel took, perhaps a part; Ended if the connection broke
    [[nodiscard]] Transfer send(std::string_view octets) const;
    /// Waits, for a worker only. False after `timeout` or if waiting failed.
    [[nodiscard]] bool waitReadable(std::chrono::milliseconds timeout) const;
    [[nodiscard]] bool waitWritable(std::chrono::milliseconds timeout) const;

    /// Says that nothing more will be sent.
    void finishSending() const;
    /// Ends both directions; whoever waits for the socket wakes up. May be called while another thread uses it.
    void shutdown() const;

    [[nodiscard]] int fd() const noexcept { return fd_; }
    [[nodiscard]] int release() noexcept;

private:
    int fd_;
};

/// A listening socket.
///
/// @param address  numeric, or "*" for every IPv4 and IPv6 address, or a name with one address ("localhost")
/// @param port     0 takes a free one
/// @throws Error Unavailable if the address cannot be bound
[[nodiscard]] Socket listenOn(const std::string& address, int port);

/// The port a listening socket got.
[[nodiscard]] int localPort(const Socket& socket);

struct Accepted {
    Socket socket;
    std::string address;  ///< numeric, IPv4 without the IPv6 prefix
};
/// The next waiting connection; a socket of -1 with `errno` set if there is none.
[[nodiscard]] Accepted acceptFrom(const Socket& listener);

}  // namespace groupware::net
