#include "groupware/net/connection.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/net/field_syntax.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace groupware::net {

namespace {

constexpr std::size_t kIdleBufferBytes = 4096;   // what an idle connection keeps of each buffer
constexpr std::size_t kPieceBytes = 64 << 10;    // pulled of a stream at a time
constexpr std::size_t kPumpBytes = 1 << 20;      // sent in one go before other requests have their turn
constexpr std::size_t kReceiveBytes = 16 << 10;  // received at a time by a worker
constexpr int kPipelineBurst = 16;               // requests of one connection in one go
constexpr std::string_view kRetryAfter = "2";    // seconds

// A request that meets again what it waited for in vain is looked at less and less often.
constexpr std::chrono::milliseconds kShortestPause{50};
constexpr std::chrono::milliseconds kLongestPause{1000};

/// A text that is in memory already, sent like a file so that it is not copied whole.
class TextBody final : public ResponseBody {
public:
    explicit TextBody(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const auto count = std::min(into.size(), text_.size() - position_);
        std::copy_n(text_.data() + position_, count, into.data());
        position_ += count;
        return count;
    }

private:
    const std::string text_;
    std::size_t position_ = 0;
};

bool wellFormed(const Headers& headers) {
    return std::all_of(headers.begin(), headers.end(),
                       [](const auto& field) { return isToken(field.first) && isFieldValue(field.second); });
}

}  // namespace

Connection::Connection(Socket socket, Peer peer, Protocol protocol, const Environment& environment)
    : socket_(std::move(socket)),
      peer_(std::move(peer)),
      protocol_(protocol),
      environment_(environment),
      // a client that says nothing at first gets no more than the time for a header
      deadline_(std::chrono::steady_clock::now() + environment.settings.headerTime) {}

Connection::~Connection() {
    account(false);
}

Step Connection::ready(std::span<char> scratch) {
    if (phase_ == Phase::Dead) return Step::Close;
    if (phase_ == Phase::Lingering) return discard(scratch);
    if (awaitsWritable_) {
        awaitsWritable_ = false;
        return phase_ == Phase::Sending ? pump() : sendInterim();
    }
    const auto got = socket_.receive(scratch);
    if (got.outcome == Socket::Outcome::WouldBlock) return Step::AwaitReadable;
    if (got.outcome == Socket::Outcome::Ended) return Step::Close;
    input_.append({scratch.data(), got.octets});
    return process();
}

Step Connection::process() {
    switch (parse()) {
        case Parse::NeedMore: break;
        case Parse::Request: return complete(Step::RunRequest);
        case Parse::Upload: return complete(Step::RunUpload);
        case Parse::Refused: return pump();
        case Parse::Broken: return Step::Close;
    }
    return sendInterim();
}

Step Connection::complete(Step step) {
    phase_ = Phase::Running;
    runs_ = step;
    account_ = {.tell = {}, .sent = {}, .since = std::chrono::steady_clock::now()};
    return step;
}

Step Connection::sendInterim() {
    switch (flush()) {
        case Flush::Done: return Step::AwaitReadable;
        case Flush::Blocked: awaitsWritable_ = true; return Step::AwaitWritable;
        case Flush::Broken: break;
    }
    return Step::Close;
}

Step Connection::overload() {
    environment_.counters.overloads.fetch_add(1, std::memory_order_relaxed);
    static_cast<void>(refuse(Refusal::Overload));
    return pump();
}

void Connection::expire() {
    if (phase_ == Phase::Head || phase_ == Phase::Body || phase_ == Phase::Sending) {
        environment_.counters.timeouts.fetch_add(1, std::memory_order_relaxed);
    }
    if (phase_ == Phase::Head || phase_ == Phase::Body) {
        explainTimeout();
        static_cast<void>(flush());
    }
    abandon();
}

void Connection::abandon() {
    socket_.shutdown();
    phase_ = Phase::Dead;
}

Step Connection::work() {
    Step step = phase_ == Phase::Sending ? pump() : answer();
    for (int more = 1; step == Step::RunRequest && more < kPipelineBurst; ++more) step = answer();
    return step;
}

Step Connection::answer() {
    const log::RequestScope scope(head_.id);
    Reply reply = runHandler();
    const bool mayWait = reply.parking && !environment_.stopping.load(std::memory_order_relaxed);
    if (mayWait && bodyFailure_ == 0 && rewindBody()) return park(std::move(reply));
    startReply(std::move(reply));
    return pump();
}

Step Connection::park(Reply reply) {
    const auto now = std::chrono::steady_clock::now();
    if (waiting_) {
        waiting_->pause = std::min(waiting_->pause * 2, kLongestPause);
    } else {
        waiting_ = std::make_unique<Waiting>(Waiting{.step = runs_,
                                                     .reply = {},
                                                     .since = now,
                                                     .until = now + reply.parking->atMost,
                                                     .nextLook = now,
                                                     .pause = kShortestPause});
    }
    waiting_->since = now;
    waiting_->nextLook = now + waiting_->pause;
    waiting_->reply = std::move(reply);
    phase_ = Phase::Parked;
    deadline_ = Time::max();  // its own times count
    return Step::Park;
}

bool Connection::waitIsOver(Time now) {
    if (now >= waiting_->until) return true;
    if (now < waiting_->nextLook) return false;
    waiting_->nextLook = now + waiting_->pause;
    return waiting_->reply.parking->again();
}

Step Connection::leaveParking(Time now, bool giveUp) {
    account_.sent.waiting += now - waiting_->since;
    if (!giveUp && now < waiting_->until) {
        phase_ = Phase::Running;
        return waiting_->step;
    }
    const log::RequestScope scope(head_.id);
    startReply(std::move(waiting_->reply));
    return pump();
}

void Connection::goOnWaiting() {
    waiting_->since = std::chrono::steady_clock::now();
    phase_ = Phase::Parked;
}

void Connection::account(bool complete) {
    if (!account_.tell) return;
    const std::size_t unsent = complete ? 0 : output_.size() - sent_;
    account_.sent.octets -= std::min<std::uint64_t>(account_.sent.octets, unsent);
    account_.sent.complete = complete;
    account_.sent.took = std::chrono::steady_clock::now() - account_.since;
    const log::RequestScope scope(head_.id);
    std::exchange(account_.tell, nullptr)(account_.sent);
}

Reply Connection::runHandler() {
    if (!waiting_) counters().requests.fetch_add(1, std::memory_order_relaxed);
    waited_ = {};
    head_.waited = std::chrono::steady_clock::now() - account_.since;
    Reply reply;
    try {
        reply = environment_.handler.handle(head_, body());
        if (!wellFormed(reply.headers)) throw Error(ErrorCode::Internal, "answer has a malformed header field");
    } catch (const std::exception& failure) {
        if (bodyFailure_ == 0) {
            environment_.counters.handlerFailures.fetch_add(1, std::memory_order_relaxed);
            log::error("handler-failed", {{"what", failure.what()}});
        }
        reply = connectorReply(500);
    }
    if (bodyFailure_ == 0) return reply;
    Reply failed = connectorReply(bodyFailure_);
    failed.sent = std::move(reply.sent);
    return failed;
}

Reply Connection::connectorReply(int status) {
    nameRequest();
    Reply reply;
    reply.status = status;
    reply.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    if (status == 503) reply.headers.emplace_back("Retry-After", kRetryAfter);
    reply.body = std::to_string(status) + ' ';
    reply.body.append(reasonPhrase(status)).append("\nRequest ").append(head_.id).append("\n");
    return reply;
}

void Connection::nameRequest() {
    if (head_.id.empty()) head_.id = environment_.ids.next();
}

void Connection::noteRefusal(Refusal refusal, std::string_view detail) {
    nameRequest();
    const log::RequestScope scope(head_.id);
    environment_.refusals.note(refusal, protocol_, peer_.address, detail);
}

Connection::Parse Connection::refuse(Refusal refusal) {
    noteRefusal(refusal);
    bodyFailure_ = kindOf(refusal).status;
    startReply(connectorReply(bodyFailure_));
    return Parse::Refused;
}

void Connection::failBody(Refusal refusal, const char* detail) {
    noteRefusal(refusal, detail);
    bodyFailure_ = kindOf(refusal).status;
    throw Error(refusal == Refusal::BodyTooLarge ? ErrorCode::TooLarge : ErrorCode::BadRequest,
                std::string(kindOf(refusal).why));
}

void Connection::startReply(Reply reply) {
    phase_ = Phase::Sending;
    deadline_ = std::chrono::steady_clock::now() + settings().writeStall;
    account_.tell = std::move(reply.sent);
    if (!reply.stream && !reply.body.empty()) reply.length = reply.body.size();
    if (!reply.stream && reply.body.size() > kPieceBytes) {
        reply.stream = std::make_unique<TextBody>(std::move(reply.body));
    }
    ReplyShape shape;
    shape.hasBody = statusHasBody(reply.status) && head_.method != "HEAD";
    shape.length = reply.length;
    if (!shape.length && !reply.stream) shape.length = 0;
    if (!beginReply(reply, shape)) {
        environment_.counters.handlerFailures.fetch_add(1, std::memory_order_relaxed);
        log::error("reply-header-too-large", {{"status", reply.status}});
        reply = connectorReply(500);
        shape.length = reply.body.size();
        static_cast<void>(beginReply(reply, shape));
    }
    account_.sent.status = reply.status;
    if (shape.hasBody && reply.stream) {
        stream_ = std::move(reply.stream);
        streamLeft_ = shape.length;
        return;
    }
    if (shape.hasBody && !reply.body.empty()) {
        encodePiece(reply.body, false);
        account_.sent.octets += reply.body.size();
    }
    endReply(shape.hasBody);
}

Step Connection::pump() {
    std::size_t before = output_.size() - sent_;
    for (std::size_t pumped = 0;;) {
        switch (flush()) {
            case Flush::Done: break;
            case Flush::Broken: return Step::Close;
            case Flush::Blocked:
                if (output_.size() - sent_ < before) {
                    deadline_ = std::chrono::steady_clock::now() + settings().writeStall;
                }
                awaitsWritable_ = true;
                return Step::AwaitWritable;
        }
        if (!stream_) return afterReply();
        // a stream may block on its file system, so the reactor never pulls; and no client keeps a worker for long
        if (!lent() || pumped >= kPumpBytes) return Step::RunReply;
        if (!pullPiece()) return Step::Close;
        pumped += output_.size();
        before = std::string::npos;  // a new piece is progress
    }
}

bool Connection::pullPiece() {
    const log::RequestScope scope(head_.id);
    try {
        piece_.resize(kPieceBytes);
        const std::size_t count = stream_->read(piece_);
        if (streamLeft_ && count > *streamLeft_) throw Error(ErrorCode::Internal, "stream is longer than announced");
        if (streamLeft_) *streamLeft_ -= count;
        if (count > 0) {
            encodePiece(std::string_view(piece_).substr(0, count), !streamLeft_ && count < kPieceBytes);
            account_.sent.octets += count;
            return true;
        }
        if (streamLeft_ && *streamLeft_ > 0) throw Error(ErrorCode::Internal, "stream is shorter than announced");
    } catch (const std::exception& failure) {
        // the status is out already: only a broken connection tells the client
        environment_.counters.handlerFailures.fetch_add(1, std::memory_order_relaxed);
        log::error("reply-stream-failed", {{"what", failure.what()}});
        return false;
    }
    stream_.reset();
    std::string().swap(piece_);
    endReply(true);
    return true;
}

Step Connection::afterReply() {
    account(true);
    waiting_.reset();
    const bool reusable = finishRequest();
    if (!reusable || bodyFailure_ != 0 || environment_.stopping.load(std::memory_order_relaxed)) return linger();
    becomeIdle();
    return input_.empty() ? Step::AwaitReadable : process();
}

void Connection::becomeIdle() {
    phase_ = Phase::Idle;
    bodyStarted_ = false;
    head_ = RequestHead();
    deadline_ =
        std::chrono::steady_clock::now() + (protocol_ == Protocol::Http ? settings().idleTime : settings().ajpIdleTime);
    input_.shrink(kIdleBufferBytes);
    if (output_.empty() && output_.capacity() > kIdleBufferBytes) std::string().swap(output_);
}

Step Connection::linger() {
    // RFC 9112 section 9.6: closing at once could reset the connection and lose the answer
    socket_.finishSending();
    phase_ = Phase::Lingering;
    deadline_ = std::chrono::steady_clock::now() + settings().lingerTime;
    input_.clear();
    return Step::AwaitReadable;
}

Step Connection::discard(std::span<char> scratch) {
    const auto got = socket_.receive(scratch);
    if (got.outcome == Socket::Outcome::WouldBlock) return Step::AwaitReadable;
    discarded_ += got.octets;
    return got.outcome == Socket::Outcome::Ended || discarded_ > settings().drainBytes ? Step::Close
                                                                                       : Step::AwaitReadable;
}

Connection::Flush Connection::flush() {
    while (sent_ < output_.size()) {
        const auto put = socket_.send(std::string_view(output_).substr(sent_));
        if (put.outcome == Socket::Outcome::WouldBlock) return Flush::Blocked;
        if (put.outcome == Socket::Outcome::Ended) return Flush::Broken;
        sent_ += put.octets;
    }
    output_.clear();
    sent_ = 0;
    return Flush::Done;
}

void Connection::awaitHead() {
    if (phase_ == Phase::Head) return;
    phase_ = Phase::Head;
    deadline_ = std::chrono::steady_clock::now() + settings().headerTime;
}

void Connection::awaitBody(std::uint64_t received) {
    phase_ = Phase::Body;
    if (!bodyStarted_) {
        bodyStarted_ = true;
        bodyStart_ = std::chrono::steady_clock::now();
    }
    deadline_ = bodyStart_ + bodyTime(received);
}

std::chrono::milliseconds Connection::bodyTime(std::uint64_t received) const {
    return settings().bodyGrace + std::chrono::milliseconds(received * 1000 / settings().bodyMinRate);
}

void Connection::sendBlocking() {
    for (auto outcome = flush(); outcome != Flush::Done; outcome = flush()) {
        if (outcome == Flush::Broken || !socket_.waitWritable(settings().writeStall)) failBody(Refusal::ClientGone);
    }
}

void Connection::receiveBlocking(std::uint64_t received) {
    std::array<char, kReceiveBytes> scratch{};
    const auto count = receiveBlocking(received, scratch);
    input_.append({scratch.data(), count});
}

std::size_t Connection::receiveBlocking(std::uint64_t received, std::span<char> into) {
    for (;;) {
        const auto got = socket_.receive(into);
        if (got.outcome == Socket::Outcome::Done) return got.octets;
        if (got.outcome == Socket::Outcome::Ended) failBody(Refusal::ClientGone);
        // only waiting counts: a handler that is slow to store what came is not the client's fault
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(bodyTime(received) - waited_);
        const auto start = std::chrono::steady_clock::now();
        const bool came = left.count() > 0 && socket_.waitReadable(left);
        waited_ += std::chrono::steady_clock::now() - start;
        if (!came) {
            environment_.counters.timeouts.fetch_add(1, std::memory_order_relaxed);
            failBody(Refusal::BodyTooSlow);
        }
    }
}

}  // namespace groupware::net
