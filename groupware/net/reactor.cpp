#include "groupware/net/reactor.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/net/ajp_connection.h"
#include "groupware/net/http_connection.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace groupware::net {

namespace {

constexpr std::size_t kScratchBytes = 64 << 10;  // received at a time
constexpr std::size_t kEvents = 256;
constexpr int kAcceptBurst = 64;
constexpr std::chrono::milliseconds kSweepAtMost{1000};
constexpr std::chrono::milliseconds kSweepAtLeast{10};
constexpr std::chrono::milliseconds kSweepWhileStopping{10};
constexpr std::chrono::milliseconds kParkedLook{25};  // while requests are parked
constexpr std::string_view kBusyAnswer =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Deadlines are looked at often enough to be kept within a quarter.
std::chrono::milliseconds sweepInterval(const Settings& settings) {
    const auto shortest = std::min({settings.headerTime, settings.bodyGrace, settings.idleTime, settings.ajpIdleTime,
                                    settings.writeStall, settings.lingerTime, settings.queueWait});
    return std::clamp(shortest / 4, kSweepAtLeast, kSweepAtMost);
}

Socket checked(int fd, const char* what) {
    if (fd < 0) throw Error(ErrorCode::Unavailable, std::string("cannot create ") + what);
    return Socket(fd);
}

}  // namespace

Reactor::Reactor(const Environment& environment, WorkerPool& pool)
    : environment_(environment),
      pool_(pool),
      sweepInterval_(sweepInterval(environment.settings)),
      epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll")),
      wakeUp_(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")),
      scratch_(kScratchBytes) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = wakeUp_.fd()}};
    epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, wakeUp_.fd(), &event);
}

Reactor::~Reactor() {
    halt();
}

void Reactor::listen(Socket listener, Protocol protocol) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = listener.fd()}};
    epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, listener.fd(), &event);
    listeners_.push_back({.socket = std::move(listener), .protocol = protocol});
}

void Reactor::start() {
    thread_ = std::thread([this] { run(); });
}

void Reactor::wake() const {
    const std::uint64_t one = 1;
    static_cast<void>(!write(wakeUp_.fd(), &one, sizeof one));
}

bool Reactor::drain(std::chrono::milliseconds timeout) {
    wake();
    std::unique_lock lock(mutex_);
    return drained_.wait_for(lock, timeout, [this] { return empty_; });
}

void Reactor::halt() {
    halted_ = true;
    wake();
    if (thread_.joinable()) thread_.join();
    for (const auto& connection : connections_) {
        if (connection) connection->socket().shutdown();
    }
}

void Reactor::run() {
    std::array<epoll_event, kEvents> events{};
    auto nextSweep = std::chrono::steady_clock::now() + sweepInterval_;
    while (!halted_) {
        auto wait = std::chrono::ceil<std::chrono::milliseconds>(nextSweep - std::chrono::steady_clock::now());
        if (!parked_.empty()) wait = std::min(wait, kParkedLook);
        const int timeout =
            open_ == 0 && !acceptingPaused_ ? -1 : static_cast<int>(std::max<std::int64_t>(0, wait.count()));
        const int count = epoll_wait(epoll_.fd(), events.data(), static_cast<int>(events.size()), timeout);
        for (int i = 0; i < count; ++i) handleEvent(events[static_cast<std::size_t>(i)].data.fd);
        acceptParked();
        const auto now = std::chrono::steady_clock::now();
        lookAtParked(now);
        const bool stopping = environment_.stopping;
        if (stopping) closeIdle();
        if (now < nextSweep && !stopping) continue;
        sweep(now);
        nextSweep = now + (stopping ? kSweepWhileStopping : sweepInterval_);
    }
}

void Reactor::handleEvent(int fd) {
    if (fd == wakeUp_.fd()) {
        std::uint64_t count = 0;
        static_cast<void>(!read(fd, &count, sizeof count));
        return;
    }
    const auto listener = std::find_if(listeners_.begin(), listeners_.end(),
                                       [&](const Listener& each) { return each.socket.fd() == fd; });
    if (listener != listeners_.end()) {
        acceptAll(*listener);
        return;
    }
    auto& connection = *connections_[static_cast<std::size_t>(fd)];
    connection.takeBack();
    if (connection.parked()) {  // only its client's end is polled
        environment_.counters.parkedLeft.fetch_add(1, std::memory_order_relaxed);
        unpark(connection);
        remove(connection);
        return;
    }
    apply(connection, connection.ready(scratch_));
}

void Reactor::work(Connection& connection) {
    apply(connection, connection.work());
}

void Reactor::apply(Connection& connection, Step step) {
    if (step == Step::Close && !connection.lent()) {
        remove(connection);
        return;
    }
    if (step == Step::Close) {
        connection.abandon();
        step = Step::AwaitReadable;
    }
    switch (step) {
        case Step::RunRequest: submit(connection, Lane::Request); return;
        case Step::RunUpload: submit(connection, Lane::Upload); return;
        case Step::RunReply: submit(connection, Lane::Reply); return;
        case Step::Park: park(connection); return;
        case Step::AwaitReadable:
        case Step::AwaitWritable:
        case Step::Close: break;
    }
    arm(connection, step == Step::AwaitWritable ? EPOLLOUT : EPOLLIN);
}

void Reactor::arm(Connection& connection, std::uint32_t events) const {
    const int fd = connection.socket().fd();
    const int operation = connection.polled() ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    connection.setPolled(true);
    connection.setLent(false);
    // From here on the connection may be gone at any time: the reactor may close the descriptor before this call has
    // returned, but never before it has taken effect.
    epoll_event event{.events = events | EPOLLONESHOT, .data = {.fd = fd}};
    epoll_ctl(epoll_.fd(), operation, fd, &event);
}

void Reactor::park(Connection& connection) {
    {
        const std::lock_guard lock(parkingMutex_);
        parkingLot_.push_back(&connection);
    }
    wake();
}

void Reactor::acceptParked() {
    std::vector<Connection*> arriving;
    {
        const std::lock_guard lock(parkingMutex_);
        arriving.swap(parkingLot_);
    }
    auto& counters = environment_.counters;
    for (Connection* connection : arriving) {
        if (parked_.size() >= environment_.settings.parkedRequests) {
            counters.parkingFull.fetch_add(1, std::memory_order_relaxed);
            connection->setLent(false);
            apply(*connection, connection->leaveParking(std::chrono::steady_clock::now(), true));
            continue;
        }
        counters.parked.fetch_add(1, std::memory_order_relaxed);
        parked_.push_back(connection);
        arm(*connection, EPOLLRDHUP);
    }
    counters.parkedNow.store(parked_.size(), std::memory_order_relaxed);
}

void Reactor::lookAtParked(Time now) {
    const auto waiting = parked_;  // it changes meanwhile
    for (Connection* connection : waiting) {
        const bool over = environment_.stopping || connection->waitIsOver(now);
        if (over && !leaveParking(*connection, now)) break;  // no worker for the rest either: they look again soon
    }
}

bool Reactor::leaveParking(Connection& connection, Time now) {
    unpark(connection);
    const Step step = connection.leaveParking(now, environment_.stopping);
    if (step != Step::RunRequest && step != Step::RunUpload) {
        apply(connection, step);
        return true;
    }
    connection.setLent(true);
    if (pool_.submit(connection, step == Step::RunUpload ? Lane::Upload : Lane::Request)) return true;
    connection.goOnWaiting();
    parked_.push_back(&connection);
    arm(connection, EPOLLRDHUP);
    return false;
}

/// Takes it out of epoll: an event that came while a worker has it would be taken for one that the worker armed.
void Reactor::unpark(Connection& connection) {
    parked_.erase(std::find(parked_.begin(), parked_.end(), &connection));
    environment_.counters.parkedNow.store(parked_.size(), std::memory_order_relaxed);
    epoll_ctl(epoll_.fd(), EPOLL_CTL_DEL, connection.socket().fd(), nullptr);
    connection.setPolled(false);
}

void Reactor::submit(Connection& connection, Lane lane) {
    connection.setLent(true);
    if (pool_.submit(connection, lane)) return;
    apply(connection, connection.overload());
}

void Reactor::remove(Connection& connection) {
    const auto address = perAddress_.find(connection.peer().address);
    if (address != perAddress_.end() && --address->second == 0) perAddress_.erase(address);
    environment_.counters.of(connection.protocol()).open.fetch_sub(1, std::memory_order_relaxed);
    --open_;
    connections_[static_cast<std::size_t>(connection.socket().fd())].reset();
}

void Reactor::acceptAll(const Listener& listener) {
    for (int i = 0; i < kAcceptBurst; ++i) {
        auto accepted = acceptFrom(listener.socket);
        if (accepted.socket.fd() >= 0) {
            admit(std::move(accepted), listener.protocol);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            log::warning("accept-failed", {{"errno", errno}, {"open", open_}});
            pauseAccepting(true);
        }
        if (errno != ECONNABORTED && errno != EINTR) return;
    }
}

std::optional<Refusal> Reactor::refusalOf(const Peer& peer, Protocol protocol) const {
    const auto& settings = environment_.settings;
    if (protocol == Protocol::Ajp && settings.ajpSecret.empty() && !peer.trusted) return Refusal::FrontUnknown;
    if (open_ >= settings.connections) return Refusal::TooManyConnections;
    const auto address = perAddress_.find(peer.address);
    const bool many = address != perAddress_.end() && address->second >= settings.connectionsPerAddress;
    return many && !peer.trusted ? std::optional(Refusal::TooManyConnections) : std::nullopt;
}

void Reactor::admit(Accepted accepted, Protocol protocol) {
    auto& counters = environment_.counters.of(protocol);
    const auto& settings = environment_.settings;
    Peer peer{.address = std::move(accepted.address)};
    peer.trusted = (protocol == Protocol::Http ? settings.httpProxies : settings.ajpProxies).contains(peer.address);
    if (const auto refusal = refusalOf(peer, protocol)) {
        counters.refused.fetch_add(1, std::memory_order_relaxed);
        environment_.refusals.note(*refusal, protocol, peer.address);
        if (protocol == Protocol::Http) static_cast<void>(accepted.socket.send(kBusyAnswer));
        return;
    }
    counters.accepted.fetch_add(1, std::memory_order_relaxed);
    counters.open.fetch_add(1, std::memory_order_relaxed);
    ++perAddress_[peer.address];
    ++open_;

    const int fd = accepted.socket.fd();
    const auto slot = static_cast<std::size_t>(fd);
    if (connections_.size() <= slot) connections_.resize(std::max(slot + 1, connections_.size() * 2));
    if (protocol == Protocol::Http) {
        connections_[slot] =
            std::make_unique<HttpConnection>(std::move(accepted.socket), std::move(peer), environment_);
    } else {
        connections_[slot] = std::make_unique<AjpConnection>(std::move(accepted.socket), std::move(peer), environment_);
    }
    epoll_event event{.events = EPOLLIN | EPOLLONESHOT, .data = {.fd = fd}};
    epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, fd, &event);
}

void Reactor::pauseAccepting(bool paused) {
    acceptingPaused_ = paused;
    for (const auto& listener : listeners_) {
        epoll_event event{.events = paused ? 0U : EPOLLIN, .data = {.fd = listener.socket.fd()}};
        epoll_ctl(epoll_.fd(), EPOLL_CTL_MOD, listener.socket.fd(), &event);
    }
}

void Reactor::sweep(Time now) {
    if (acceptingPaused_) pauseAccepting(false);
    for (Connection* overdue : pool_.takeOverdue()) {
        overdue->setLent(false);
        apply(*overdue, overdue->overload());
    }
    for (const auto& connection : connections_) {
        if (connection && !connection->lent() && connection->deadline() < now) connection->expire();
    }
}

void Reactor::closeIdle() {
    listeners_.clear();
    for (const auto& connection : connections_) {
        if (connection && !connection->lent() && connection->idle()) connection->abandon();
    }
    if (open_ > 0) return;
    {
        const std::lock_guard lock(mutex_);
        empty_ = true;
    }
    drained_.notify_all();
}

}  // namespace groupware::net
