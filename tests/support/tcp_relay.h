#pragma once

#include <atomic>
#include <thread>

namespace test {

/// A network between clients and one server of 127.0.0.1 that can lose what the server should hear. Everything else
/// passes. Stops when destroyed.
class TcpRelay {
public:
    /// @param serverPort  each client of port() is connected to it
    explicit TcpRelay(int serverPort);
    ~TcpRelay();
    TcpRelay(const TcpRelay&) = delete;
    TcpRelay& operator=(const TcpRelay&) = delete;

    [[nodiscard]] int port() const noexcept { return port_; }

    /// From now on the server hears nothing of its clients, though they hear it; nobody notices.
    void muteClients() { muted_ = true; }
    /// Breaks all connections, with what the server had not heard, and lets new ones pass whole.
    void breakAndHeal();

private:
    struct Link;
    void run();

    int serverPort_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> muted_{false};
    std::atomic<bool> breaking_{false};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace test
