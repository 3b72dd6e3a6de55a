#pragma once

#include "groupware/net/exchange.h"

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

namespace groupware::net::test {

/// An answer as it came.
struct Answer {
    int status = 0;
    Headers headers;
    std::string body;  ///< decoded
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// A plain blocking TCP client. Every wait ends after ten seconds with a std::runtime_error.
class Client {
public:
    explicit Client(int port);
    ~Client();
    Client(Client&& other) noexcept;
    Client& operator=(Client&&) = delete;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void send(std::string_view octets) const;
    /// Sends what the server takes; false once it has closed.
    [[nodiscard]] bool trySend(std::string_view octets) const;
    /// Exactly so many octets.
    [[nodiscard]] std::string receive(std::size_t octets);
    /// Everything until the server closes. @throws on a reset
    [[nodiscard]] std::string receiveAll();
    /// Whether the server closes (or resets) without another octet.
    [[nodiscard]] bool closed();
    /// One HTTP response. @param head the request was HEAD
    [[nodiscard]] Answer answer(bool head = false);
    void finishSending() const;
    /// Keeps the kernel from buffering much of what the server sends. Before the first receive.
    void shrinkReceiveBuffer() const;

private:
    [[nodiscard]] std::string line();
    [[nodiscard]] std::string chunks();
    /// False at the end of the stream.
    [[nodiscard]] bool fill();

    int fd_;
    std::string buffer_;
};

/// Waits for a condition. @return whether it came true within ten seconds
template <class Condition>
[[nodiscard]] bool eventually(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace groupware::net::test
