#include "dbpool/replication/server_watch.h"

#include "dbpool/driver/db_error.h"

#include <exception>
#include <utility>

namespace dbpool {

namespace {

using Clock = std::chrono::steady_clock;

/// However much others hurry.
constexpr std::chrono::milliseconds kLeastInterval{50};

/// ER_CON_COUNT_ERROR and its like: the server is there, it only has no place for one more.
constexpr int kTooManyConnections = 1040;
constexpr int kTooManyOfUser = 1203;

bool nobodyReaches(const DbError& error) {
    if (error.code() == kTooManyConnections || error.code() == kTooManyOfUser) return false;
    return error.kind() == DbErrorKind::Unreachable || error.kind() == DbErrorKind::ConnectionLost ||
           error.kind() == DbErrorKind::Timeout;
}

}  // namespace

ServerWatch::ServerWatch(Endpoint endpoint, const ConnectionLimits& limits, std::string schema, Heard heard)
    : endpoint_(std::move(endpoint)), limits_(limits), schema_(std::move(schema)), heard_(std::move(heard)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ServerWatch::~ServerWatch() {
    stop();
    join();
}

void ServerWatch::join() {
    if (thread_.joinable()) thread_.join();
}

std::uint64_t ServerWatch::hurry() {
    const std::scoped_lock lock(mutex_);
    if (wanted_ == begun_) ++wanted_;
    wake_.notify_all();
    return wanted_;
}

bool ServerWatch::waitFor(std::uint64_t look, Clock::time_point deadline) const {
    std::unique_lock lock(mutex_);
    return wake_.wait_until(lock, deadline, [&] { return finished_ >= look; });
}

void ServerWatch::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            const std::scoped_lock lock(mutex_);
            begun_ = wanted_;
        }
        WatchAnswer answer = ask();
        const auto asked = answer.asked;
        const auto interval = heard_(std::move(answer), connection_.get());
        {
            const std::scoped_lock lock(mutex_);
            finished_ = begun_;
            wake_.notify_all();
        }
        pause(stop, asked, interval);
    }
}

/// A connection that died since the last look says nothing about the server: a new one does.
WatchAnswer ServerWatch::ask() {
    const bool fresh = connection_ == nullptr;
    WatchAnswer answer = askOnce();
    if (answer.report || fresh || !answer.unreachable) return answer;
    return askOnce();
}

WatchAnswer ServerWatch::askOnce() {
    WatchAnswer answer{.asked = Clock::now(), .report = std::nullopt, .problem = {}};
    try {
        if (!connection_) connection_ = std::make_unique<Connection>(endpoint_, limits_);
        answer.report = readServerReport(*connection_, schema_);
        return answer;
    } catch (const DbError& error) {
        answer.problem = error.what();
        answer.unreachable = nobodyReaches(error);
    } catch (const std::exception& error) {
        answer.problem = error.what();
    }
    connection_.reset();
    return answer;
}

void ServerWatch::pause(const std::stop_token& stop, Clock::time_point asked, std::chrono::milliseconds interval) {
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, stop, asked + kLeastInterval, [] { return false; });
    wake_.wait_until(lock, stop, asked + interval, [this] { return wanted_ != begun_; });
}

}  // namespace dbpool
