#include "tests/groupware/net/support/client.h"

#include "groupware/net/field_syntax.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace groupware::net::test {

namespace {

constexpr int kWaitMilliseconds = 10000;

void wait(int fd, short events) {
    pollfd entry{.fd = fd, .events = events, .revents = 0};
    if (poll(&entry, 1, kWaitMilliseconds) <= 0) throw std::runtime_error("the server does not answer");
}

}  // namespace

std::string Answer::header(std::string_view name) const {
    const auto* value = findHeader(headers, name);
    return value == nullptr ? std::string() : *value;
}

Client::Client(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        close(fd_);
        throw std::runtime_error("cannot connect");
    }
}

Client::~Client() {
    if (fd_ >= 0) close(fd_);
}

Client::Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

bool Client::trySend(std::string_view octets) const {
    while (!octets.empty()) {
        wait(fd_, POLLOUT);
        const auto sent = ::send(fd_, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EAGAIN) continue;
        if (sent <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::send(std::string_view octets) const {
    if (!trySend(octets)) throw std::runtime_error("the server closed the connection");
}

bool Client::fill() {
    std::array<char, 65536> scratch{};
    wait(fd_, POLLIN);
    const auto count = recv(fd_, scratch.data(), scratch.size(), 0);
    if (count < 0) throw std::runtime_error("the connection was reset");
    buffer_.append(scratch.data(), static_cast<std::size_t>(count));
    return count > 0;
}

std::string Client::receive(std::size_t octets) {
    while (buffer_.size() < octets) {
        if (!fill()) throw std::runtime_error("the server closed early");
    }
    std::string taken = buffer_.substr(0, octets);
    buffer_.erase(0, octets);
    return taken;
}

std::string Client::receiveAll() {
    while (fill()) {
    }
    return std::exchange(buffer_, {});
}

bool Client::closed() {
    if (!buffer_.empty()) return false;
    try {
        return !fill();
    } catch (const std::runtime_error&) {
        return errno == ECONNRESET;
    }
}

std::string Client::line() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos) {
        if (!fill()) throw std::runtime_error("the server closed inside a line");
    }
    std::string taken = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return taken;
}

std::string Client::chunks() {
    std::string body;
    for (;;) {
        const auto size = std::stoul(line(), nullptr, 16);
        body += receive(size);
        if (!line().empty()) throw std::runtime_error("a chunk is longer than its size");
        if (size == 0) return body;
    }
}

Answer Client::answer(bool head) {
    Answer answer;
    const std::string status = line();
    if (status.rfind("HTTP/1.1 ", 0) != 0) throw std::runtime_error("no HTTP response: " + status);
    answer.status = std::stoi(status.substr(9));
    for (std::string field = line(); !field.empty(); field = line()) {
        const auto colon = field.find(": ");
        answer.headers.emplace_back(field.substr(0, colon), field.substr(colon + 2));
    }
    if (head || !statusHasBody(answer.status)) return answer;
    if (answer.header("Transfer-Encoding") == "chunked") {
        answer.body = chunks();
    } else if (!answer.header("Content-Length").empty()) {
        answer.body = receive(std::stoul(answer.header("Content-Length")));
    } else {
        answer.body = receiveAll();
    }
    return answer;
}

void Client::finishSending() const {
    shutdown(fd_, SHUT_WR);
}

void Client::shrinkReceiveBuffer() const {
    const int octets = 4096;
    setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets);
}

}  // namespace groupware::net::test
