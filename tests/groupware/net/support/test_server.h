#pragma once

#include "groupware/base/clock.h"
#include "groupware/net/exchange.h"
#include "groupware/net/server.h"
#include "tests/groupware/net/support/client.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace groupware::net::test {

/// A small application that shows what a connector does to requests and answers.
///
///     /ping          "pong"
///     /echo          the body
///     /describe      the request head, a line each
///     /ignore        "ignored", without reading the body
///     /bytes?N       a stream of N octets, its length known
///     /stream?N      the same, its length unknown
///     /text?N        a text of N octets
///     /status?N      an empty answer of that status
///     /throw         throws
///     /reflect       an answer with a line end inside a header value
///     /header?N      an answer with one header value of N octets
///     /hold          answers after release()
///     /park?N        reads the body, then waits without a worker: the body after release(), 503 after N milliseconds
class TestHandler final : public Handler {
public:
    [[nodiscard]] Reply handle(const RequestHead& head, RequestBody& body) override;

    /// Requests that wait in /hold.
    [[nodiscard]] std::size_t held();
    void release();
    /// How often /park ran.
    [[nodiscard]] std::size_t parkRuns() const noexcept { return parkRuns_; }
    /// What became of the answers so far, in the order in which they ended.
    [[nodiscard]] std::vector<Sent> sent();

private:
    [[nodiscard]] Reply answer(const RequestHead& head, RequestBody& body);
    [[nodiscard]] Reply park(RequestBody& body, std::size_t milliseconds);
    [[nodiscard]] bool isReleased();
    [[nodiscard]] Reply special(const RequestHead& head, std::size_t number);
    void hold();

    std::mutex mutex_;
    std::condition_variable released_;
    bool open_ = false;       // guarded by mutex_
    std::size_t held_ = 0;    // guarded by mutex_
    std::vector<Sent> sent_;  // guarded by mutex_
    std::atomic<std::size_t> parkRuns_{0};
};

/// The octet at `position` of every long answer.
[[nodiscard]] char octetAt(std::size_t position);
[[nodiscard]] std::string octets(std::size_t count);

/// Options by key.
using Values = std::map<std::string, std::string>;

/// Both connectors on free loopback ports before a TestHandler.
class TestServer {
public:
    explicit TestServer(Values values = {});
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] Client http() const { return Client(server_.httpPort()); }
    [[nodiscard]] Client ajp() const { return Client(server_.ajpPort()); }
    [[nodiscard]] Server& server() noexcept { return server_; }
    [[nodiscard]] TestHandler& handler() noexcept { return handler_; }
    [[nodiscard]] const ServerCounters& counters() const noexcept { return server_.counters(); }

private:
    TestHandler handler_;
    SystemClock clock_;
    Server server_;
};

/// A request without a body.
[[nodiscard]] std::string get(const std::string& target, const std::string& fields = {});
/// A POST with Content-Length.
[[nodiscard]] std::string post(const std::string& target, const std::string& body, const std::string& fields = {});

}  // namespace groupware::net::test
