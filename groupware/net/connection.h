#pragma once

#include "groupware/base/clock.h"
#include "groupware/net/counters.h"
#include "groupware/net/exchange.h"
#include "groupware/net/input_buffer.h"
#include "groupware/net/refusal_log.h"
#include "groupware/net/request_ids.h"
#include "groupware/net/settings.h"
#include "groupware/net/socket.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace groupware::net {

/// What every connection needs of its server.
struct Environment {
    const Settings& settings;
    Handler& handler;
    const Clock& clock;
    ServerCounters& counters;
    RefusalLog& refusals;
    RequestIds& ids;
    const std::atomic<bool>& stopping;
};

/// The other end of a connection.
struct Peer {
    std::string address;   ///< numeric
    bool trusted = false;  ///< a front of ours, whose word about the client counts
};

/// What a connection needs next.
enum class Step {
    AwaitReadable,
    AwaitWritable,
    RunRequest,  ///< a worker, for a request that is complete
    RunUpload,   ///< a worker that will wait for the rest of a large body
    RunReply,    ///< a worker, to pull the next piece of an answer
    Park,        ///< nothing for now: the reactor looks at it now and then
    Close,
};

/// One client connection as a state machine, without a thread of its own. Always used by one thread: the reactor's,
/// or that of the worker it was lent to. The protocol is the derived class's.
class Connection {
public:
    using Time = std::chrono::steady_clock::time_point;

    Connection(Socket socket, Peer peer, Protocol protocol, const Environment& environment);
    virtual ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Reactor: the socket can do what was awaited.
    [[nodiscard]] Step ready(std::span<char> scratch);
    /// Reactor: no worker took the request; answers 503.
    [[nodiscard]] Step overload();
    /// Reactor: ends a connection whose deadline passed. The socket becomes readable, then ready() says Close.
    void expire();
    /// Worker: runs the request, or sends on with its answer.
    [[nodiscard]] Step work();
    /// Reactor: whether a parked request is to be handled anew at `now`, or its answer kept back no longer.
    [[nodiscard]] bool waitIsOver(Time now);
    /// Reactor: ends the wait. A worker handles the request anew, unless its time has passed or `giveUp`.
    [[nodiscard]] Step leaveParking(Time now, bool giveUp);
    /// Reactor: after leaveParking(), as no worker takes the request.
    void goOnWaiting();
    /// Whoever has the connection: ends it without a word; then as after expire().
    void abandon();

    /// No request is being received or answered.
    [[nodiscard]] bool idle() const noexcept { return phase_ == Phase::Idle || phase_ == Phase::Lingering; }
    [[nodiscard]] Time deadline() const noexcept { return deadline_; }
    [[nodiscard]] bool parked() const noexcept { return phase_ == Phase::Parked; }
    [[nodiscard]] const Socket& socket() const noexcept { return socket_; }
    [[nodiscard]] const Peer& peer() const noexcept { return peer_; }
    [[nodiscard]] Protocol protocol() const noexcept { return protocol_; }

    /// Who may touch the connection; see Reactor.
    [[nodiscard]] bool lent() const noexcept { return lent_.load(std::memory_order_acquire); }
    /// Reactor, on an event: sees everything that the worker who armed the socket has written.
    void takeBack() const noexcept { static_cast<void>(lent()); }
    void setLent(bool lent) noexcept { lent_.store(lent, std::memory_order_release); }
    /// Whether the socket is in the reactor's epoll. Whoever has the connection knows.
    [[nodiscard]] bool polled() const noexcept { return polled_; }
    void setPolled(bool polled) noexcept { polled_ = polled; }

protected:
    enum class Phase {
        Idle,       ///< between requests
        Head,       ///< part of a header is here
        Body,       ///< part of a small body is here, or the rest of an unwanted one is skipped
        Running,    ///< complete, or being answered
        Parked,     ///< complete, and waiting to be handled anew
        Sending,    ///< an answer has been begun
        Lingering,  ///< closing; waits for the client's end
        Dead,       ///< shut down; the next event removes it
    };
    enum class Parse { NeedMore, Request, Upload, Refused, Broken };

    /// How an answer goes out.
    struct ReplyShape {
        bool hasBody = true;                  ///< false for HEAD, 204, 304
        std::optional<std::uint64_t> length;  ///< of the body, if known
    };

    // ---- what a protocol adds

    /// Understands as much of input() as it can. Leaves octets that must go out at once in output().
    [[nodiscard]] virtual Parse parse() = 0;
    /// The body of the request that parse() completed.
    [[nodiscard]] virtual RequestBody& body() = 0;
    /// Lets body() be read from its first octet again. False if some of it is gone.
    [[nodiscard]] virtual bool rewindBody() = 0;
    /// Writes the header of an answer to output(). False if it does not fit the protocol; nothing is written then.
    [[nodiscard]] virtual bool beginReply(const Reply& reply, const ReplyShape& shape) = 0;
    /// Writes one piece of the body. @param last no more pieces come @param flush must reach the client now
    virtual void encodePiece(std::string_view octets, bool flush) = 0;
    virtual void endReply(bool hasBody) = 0;
    /// The answer is out. Prepares for the next request; false if the connection must close.
    [[nodiscard]] virtual bool finishRequest() = 0;
    /// What the client gets when its request took too long; may write to output().
    virtual void explainTimeout() = 0;

    // ---- what a protocol uses

    [[nodiscard]] InputBuffer& input() noexcept { return input_; }
    [[nodiscard]] std::string& output() noexcept { return output_; }
    [[nodiscard]] RequestHead& head() noexcept { return head_; }
    [[nodiscard]] const Environment& environment() const noexcept { return environment_; }
    [[nodiscard]] const Settings& settings() const noexcept { return environment_.settings; }
    [[nodiscard]] ServerCounters::PerProtocol& counters() const { return environment_.counters.of(protocol_); }

    /// Part of a header is here: the header's time runs from its first octet.
    void awaitHead();
    /// Part of a body is here; `received` octets of it so far. Its time grows with them.
    void awaitBody(std::uint64_t received);
    /// Begins an answer of the connector itself, after which the connection closes.
    Parse refuse(Refusal refusal);
    /// Worker: sends all of output(), waiting for the client.
    /// @throws Error BadRequest if the client is gone or takes nothing
    void sendBlocking();
    /// Worker: waits for more of the body within its time and appends to input().
    /// @throws Error BadRequest if the client is gone or too slow
    void receiveBlocking(std::uint64_t received);
    /// Worker: the same, into the caller's memory. @return octets received
    [[nodiscard]] std::size_t receiveBlocking(std::uint64_t received, std::span<char> into);
    /// The body cannot be had: the handler's answer will be replaced by the refusal, and the connection closes.
    [[noreturn]] void failBody(Refusal refusal, const char* detail = "");
    /// Counts and logs it under the request's id.
    void noteRefusal(Refusal refusal, std::string_view detail = {});
    [[nodiscard]] bool bodyFailed() const noexcept { return bodyFailure_ != 0; }
    /// Nothing of a request is here.
    void becomeIdle();

private:
    enum class Flush { Done, Blocked, Broken };

    /// A request's wait: from the first time it was parked until it is answered.
    struct Waiting {
        Step step;    ///< what runs it
        Reply reply;  ///< kept back
        Time since;   ///< when it was parked last
        Time until;
        Time nextLook;
        std::chrono::milliseconds pause;  ///< between two looks
    };
    /// What is told about an answer once it is out.
    struct Account {
        std::function<void(const Sent&)> tell;
        Sent sent;
        Time since;  ///< when the request was complete
    };

    [[nodiscard]] Step process();
    [[nodiscard]] Step complete(Step step);
    [[nodiscard]] Step sendInterim();
    [[nodiscard]] Step answer();
    [[nodiscard]] Reply runHandler();
    [[nodiscard]] Reply connectorReply(int status);
    [[nodiscard]] Step park(Reply reply);
    void account(bool complete);
    void nameRequest();
    void startReply(Reply reply);
    [[nodiscard]] Step pump();
    [[nodiscard]] bool pullPiece();
    [[nodiscard]] Step afterReply();
    [[nodiscard]] Step linger();
    [[nodiscard]] Step discard(std::span<char> scratch);
    [[nodiscard]] Flush flush();
    /// The time that `received` octets of a body may take.
    [[nodiscard]] std::chrono::milliseconds bodyTime(std::uint64_t received) const;

    Socket socket_;
    const Peer peer_;
    const Protocol protocol_;
    const Environment& environment_;
    std::atomic<bool> lent_{false};
    bool polled_ = true;

    Phase phase_ = Phase::Idle;
    bool awaitsWritable_ = false;
    bool bodyStarted_ = false;
    int bodyFailure_ = 0;
    Time deadline_;
    Time bodyStart_;                                ///< when the reactor began to wait for it
    std::chrono::steady_clock::duration waited_{};  ///< by the worker, for the body
    InputBuffer input_;
    std::string output_;
    std::size_t sent_ = 0;  ///< of output_

    RequestHead head_;
    std::unique_ptr<ResponseBody> stream_;
    std::optional<std::uint64_t> streamLeft_;
    std::string piece_;
    std::uint64_t discarded_ = 0;
    Step runs_ = Step::RunRequest;  ///< what runs the request that is here
    std::unique_ptr<Waiting> waiting_;
    Account account_;
};

}  // namespace groupware::net
