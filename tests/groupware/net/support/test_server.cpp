#include "tests/groupware/net/support/test_server.h"

#include "groupware/base/error.h"
#include "groupware/net/options.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace groupware::net::test {

namespace {

/// octetAt() from the start until it repeats.
const std::string& onePeriod() {
    static const std::string kPeriod = octets(std::size_t{13} * 16384);
    return kPeriod;
}

class Octets final : public ResponseBody {
public:
    explicit Octets(std::size_t count) : count_(count) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::string& period = onePeriod();
        std::size_t stored = 0;
        while (stored < into.size() && position_ < count_) {
            const auto at = position_ % period.size();
            const auto some = std::min({into.size() - stored, count_ - position_, period.size() - at});
            std::copy_n(period.data() + at, some, into.data() + stored);
            stored += some;
            position_ += some;
        }
        return stored;
    }

private:
    const std::size_t count_;
    std::size_t position_ = 0;
};

std::string readAll(RequestBody& body) {
    std::string all;
    std::array<char, 10000> piece{};
    while (const auto count = body.read(piece)) all.append(piece.data(), count);
    return all;
}

std::string describe(const RequestHead& head) {
    std::string text = "method=" + head.method + "\npath=" + head.path + "\nquery=" + head.query +
                       "\nprotocol=" + head.protocol + "\nremote=" + head.remoteAddress + "\nhost=" + head.host +
                       "\nport=" + std::to_string(head.port) + "\nsecure=" + (head.secure ? "yes" : "no") +
                       "\nroute=" + head.route + "\nid=" + head.id + "\n";
    for (const auto& [name, value] : head.headers) text.append(name).append(": ").append(value).append("\n");
    return text;
}

Values withFreePorts(Values values) {
    values.emplace("AJP_PORT", "0");
    values.emplace("net.httpPort", "0");
    values.emplace("net.workers", "4");
    values.emplace("net.connectionsPerAddress", "100000");
    return values;
}

}  // namespace

char octetAt(std::size_t position) {
    return static_cast<char>('a' + position % 26 + (position / 8192) % 2 * ('A' - 'a'));
}

std::string octets(std::size_t count) {
    std::string text(count, '\0');
    for (std::size_t i = 0; i < count; ++i) text[i] = octetAt(i);
    return text;
}

Reply TestHandler::handle(const RequestHead& head, RequestBody& body) {
    Reply reply = answer(head, body);
    reply.whenSent([this](const Sent& sent) {
        const std::lock_guard lock(mutex_);
        sent_.push_back(sent);
    });
    return reply;
}

std::vector<Sent> TestHandler::sent() {
    const std::lock_guard lock(mutex_);
    return sent_;
}

Reply TestHandler::park(RequestBody& body, std::size_t milliseconds) {
    ++parkRuns_;
    Reply reply;
    reply.body = readAll(body);
    if (isReleased()) return reply;
    reply.status = 503;
    reply.body = "later";
    reply.parking = {.again = [this] { return isReleased(); }, .atMost = std::chrono::milliseconds(milliseconds)};
    return reply;
}

bool TestHandler::isReleased() {
    const std::lock_guard lock(mutex_);
    return open_;
}

Reply TestHandler::answer(const RequestHead& head, RequestBody& body) {
    Reply reply;
    if (head.path == "/ping") {
        reply.body = "pong";
    } else if (head.path == "/echo") {
        reply.body = readAll(body);
    } else if (head.path == "/describe") {
        reply.body = describe(head);
    } else if (head.path == "/ignore") {
        reply.body = "ignored";
    } else if (head.path == "/hold") {
        hold();
        reply.body = "held";
    } else if (head.path == "/park") {
        return park(body, std::stoul(head.query));
    } else if (head.path == "/throw") {
        throw std::runtime_error("as asked");
    } else if (head.path == "/reflect") {
        reply.headers.emplace_back("Location", "/\r\nX-Injected: yes");
    } else {
        return special(head, std::stoul(head.query));
    }
    return reply;
}

Reply TestHandler::special(const RequestHead& head, std::size_t number) {
    Reply reply;
    if (head.path == "/bytes" || head.path == "/stream") {
        reply.stream = std::make_unique<Octets>(number);
        if (head.path == "/bytes") reply.length = number;
    } else if (head.path == "/text") {
        reply.body = octets(number);
    } else if (head.path == "/status") {
        reply.status = static_cast<int>(number);
    } else if (head.path == "/header") {
        reply.headers.emplace_back("X-Long", octets(number));
    } else {
        reply.status = 404;
    }
    return reply;
}

void TestHandler::hold() {
    std::unique_lock lock(mutex_);
    ++held_;
    released_.wait(lock, [this] { return open_; });
    --held_;
}

std::size_t TestHandler::held() {
    const std::lock_guard lock(mutex_);
    return held_;
}

void TestHandler::release() {
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
    }
    released_.notify_all();
}

TestServer::TestServer(Values values)
    : server_(Configuration(options(), withFreePorts(std::move(values))), handler_, clock_) {
    server_.start();
}

TestServer::~TestServer() {
    handler_.release();
    server_.stop(std::chrono::milliseconds(0));
}

std::string get(const std::string& target, const std::string& fields) {
    return "GET " + target + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n";
}

std::string post(const std::string& target, const std::string& body, const std::string& fields) {
    return "POST " + target + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           fields + "\r\n" + body;
}

}  // namespace groupware::net::test
