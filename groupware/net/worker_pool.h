#pragma once

#include "groupware/net/counters.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace groupware::net {

class Connection;

/// What a connection wants a worker for.
enum class Lane {
    Request,  ///< runs a request that is complete
    Upload,   ///< runs a request whose body is still coming: few of them at once, because they wait for their client
    Reply,    ///< sends on with an answer; always accepted, for its request was
};

/// A fixed number of threads and a bounded queue.
class WorkerPool {
public:
    struct Limits {
        std::size_t workers = 1;
        std::size_t uploadWorkers = 1;
        std::size_t queueLength = 1;
        std::chrono::milliseconds queueWait{};
    };
    using Run = std::function<void(Connection&)>;

    /// @param run  called on a worker; must not throw
    WorkerPool(const Limits& limits, ServerCounters& counters, Run run);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void start();
    /// Runs what is running to its end and forgets what waits.
    void stop();

    /// Lends the connection to the next free worker. False if the queue is full. From any thread.
    [[nodiscard]] bool submit(Connection& connection, Lane lane);
    /// Takes requests out of the queue that waited too long.
    [[nodiscard]] std::vector<Connection*> takeOverdue();

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Job {
        Connection* connection = nullptr;
        Lane lane = Lane::Request;
        Time since;
    };

    void work();
    [[nodiscard]] bool runnable() const;
    [[nodiscard]] Job takeJob();
    void takeOverdue(std::deque<Job>& queue, Time latest, std::vector<Connection*>& overdue) const;
    void updateGauges();

    const Limits limits_;
    ServerCounters& counters_;
    const Run run_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> requests_;   // guarded by mutex_; lanes Request and Reply
    std::deque<Job> uploads_;    // guarded by mutex_
    std::size_t sleeping_ = 0;   // guarded by mutex_
    std::size_t uploading_ = 0;  // guarded by mutex_
    std::size_t busy_ = 0;       // guarded by mutex_
    bool stopping_ = false;      // guarded by mutex_
    std::vector<std::thread> threads_;
};

}  // namespace groupware::net
