#include "tests/support/tcp_relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

namespace test {
namespace {

/// How soon the relay sees that it is to do something else.
constexpr int kPollMilliseconds = 10;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

int connectTo(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    ::close(socket);
    return -1;
}

/// @return false at the end of the stream
bool pass(int from, int to) {
    std::array<char, 65536> buffer{};
    const ssize_t size = ::recv(from, buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    for (ssize_t sent = 0; sent < size;) {
        const auto rest = static_cast<std::size_t>(size - sent);
        const ssize_t now = ::send(to, buffer.data() + sent, rest, MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += now;
    }
    return true;
}

}  // namespace

/// One client and its connection to the server.
struct TcpRelay::Link {
    Link(int fromClient, int toServer) : client(fromClient), server(toServer) {}
    ~Link() {
        if (client >= 0) ::close(client);
        if (server >= 0) ::close(server);
    }
    Link(Link&& other) noexcept : client(std::exchange(other.client, -1)), server(std::exchange(other.server, -1)) {}
    Link& operator=(Link&& other) noexcept {
        std::swap(client, other.client);
        std::swap(server, other.server);
        return *this;
    }

    /// @return false when either side has ended
    [[nodiscard]] bool passWhatCame(bool clientSpoke, bool serverSpoke) const {
        return (!clientSpoke || pass(client, server)) && (!serverSpoke || pass(server, client));
    }

    int client;
    int server;
};

TcpRelay::TcpRelay(int serverPort)
    : serverPort_(serverPort), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        fail("no port to listen on");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

TcpRelay::~TcpRelay() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
}

void TcpRelay::breakAndHeal() {
    breaking_ = true;
    breaking_.wait(true);
}

void TcpRelay::run() {
    std::vector<Link> links;
    while (!stopping_) {
        if (breaking_) {
            links.clear();
            muted_ = false;
            breaking_ = false;
            breaking_.notify_all();
        }
        const bool muted = muted_;
        std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
        for (const Link& link : links) {
            sockets.push_back({muted ? -1 : link.client, POLLIN, 0});  // poll() passes over -1
            sockets.push_back({link.server, POLLIN, 0});
        }
        if (::poll(sockets.data(), sockets.size(), kPollMilliseconds) <= 0) continue;
        for (std::size_t i = links.size(); i-- > 0;) {
            if (!links[i].passWhatCame(sockets[2 * i + 1].revents != 0, sockets[2 * i + 2].revents != 0))
                links.erase(links.begin() + static_cast<std::ptrdiff_t>(i));
        }
        if (sockets[0].revents == 0) continue;
        Link link(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC), connectTo(serverPort_));
        if (link.client >= 0 && link.server >= 0) links.push_back(std::move(link));
    }
}

}  // namespace test
