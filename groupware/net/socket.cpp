#include "groupware/net/socket.h"

#include "groupware/base/error.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace groupware::net {

namespace {

Socket::Transfer transferred(ssize_t result) {
    if (result > 0) return {.outcome = Socket::Outcome::Done, .octets = static_cast<std::size_t>(result)};
    const bool again = result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    return {.outcome = again ? Socket::Outcome::WouldBlock : Socket::Outcome::Ended, .octets = 0};
}

bool waitFor(int fd, short events, std::chrono::milliseconds timeout) {
    pollfd entry{.fd = fd, .events = events, .revents = 0};
    return poll(&entry, 1, static_cast<int>(std::max<std::int64_t>(0, timeout.count()))) > 0;
}

[[noreturn]] void cannotListen(const std::string& address, int port, const std::string& why) {
    throw Error(ErrorCode::Unavailable, "cannot listen on " + address + " port " + std::to_string(port) + ": " + why);
}

/// IPv6 with IPv4 mapped into it, or IPv4 alone where the machine has no IPv6.
int openSocket(int family) {
    return ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

bool bindTo(const Socket& socket, const sockaddr* address, socklen_t length) {
    const int on = 1;
    const int off = 0;
    setsockopt(socket.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    // accepted sockets inherit it: answers are written whole, so waiting to fill a segment only costs time
    setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (address->sa_family == AF_INET6) setsockopt(socket.fd(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    return bind(socket.fd(), address, length) == 0 && listen(socket.fd(), SOMAXCONN) == 0;
}

struct AddressInfoDeleter {
    void operator()(addrinfo* info) const { freeaddrinfo(info); }
};

}  // namespace

Socket::~Socket() {
    if (fd_ >= 0) close(fd_);
}

Socket& Socket::operator=(Socket&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) close(fd_);
        fd_ = other.release();
    }
    return *this;
}

int Socket::release() noexcept {
    const int fd = fd_;
    fd_ = -1;
    return fd;
}

Socket::Transfer Socket::receive(std::span<char> into) const {
    return transferred(recv(fd_, into.data(), into.size(), 0));
}

Socket::Transfer Socket::send(std::string_view octets) const {
    return transferred(::send(fd_, octets.data(), octets.size(), MSG_NOSIGNAL));
}

bool Socket::waitReadable(std::chrono::milliseconds timeout) const {
    return waitFor(fd_, POLLIN, timeout);
}

bool Socket::waitWritable(std::chrono::milliseconds timeout) const {
    return waitFor(fd_, POLLOUT, timeout);
}

void Socket::finishSending() const {
    ::shutdown(fd_, SHUT_WR);
}

void Socket::shutdown() const {
    ::shutdown(fd_, SHUT_RDWR);
}

Socket listenOn(const std::string& address, int port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    const bool any = address == "*";
    addrinfo* raw = nullptr;
    const int problem = getaddrinfo(any ? nullptr : address.c_str(), std::to_string(port).c_str(), &hints, &raw);
    if (problem != 0) cannotListen(address, port, gai_strerror(problem));
    const std::unique_ptr<addrinfo, AddressInfoDeleter> all(raw);

    // for "*" an IPv6 socket serves both families; else the first address that binds is the one
    int reason = 0;
    for (const int family : any ? std::array{AF_INET6, AF_INET} : std::array{AF_UNSPEC, AF_UNSPEC}) {
        for (const addrinfo* info = all.get(); info != nullptr; info = info->ai_next) {
            if (family != AF_UNSPEC && info->ai_family != family) continue;
            Socket socket(openSocket(info->ai_family));
            if (socket.fd() >= 0 && bindTo(socket, info->ai_addr, info->ai_addrlen)) return socket;
            reason = errno;
        }
    }
    cannotListen(address, port, std::system_category().message(reason));
}

int localPort(const Socket& socket) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    // the sockets interface wants this cast
    auto* const address = reinterpret_cast<sockaddr*>(&storage);
    if (getsockname(socket.fd(), address, &length) != 0) return 0;
    return ntohs(storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                                               : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
}

Accepted acceptFrom(const Socket& listener) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    Accepted accepted;
    accepted.socket =
        Socket(accept4(listener.fd(), reinterpret_cast<sockaddr*>(&storage), &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted.socket.fd() < 0) return accepted;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET6) {
        inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&storage)->sin6_addr, text.data(), text.size());
    } else {
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&storage)->sin_addr, text.data(), text.size());
    }
    accepted.address = text.data();
    constexpr std::string_view kMapped = "::ffff:";
    if (accepted.address.starts_with(kMapped) && accepted.address.find('.') != std::string::npos) {
        accepted.address.erase(0, kMapped.size());
    }
    return accepted;
}

}  // namespace groupware::net
