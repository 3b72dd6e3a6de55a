#include "groupware/net/worker_pool.h"

#include <utility>

namespace groupware::net {

WorkerPool::WorkerPool(const Limits& limits, ServerCounters& counters, Run run)
    : limits_(limits), counters_(counters), run_(std::move(run)) {}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::start() {
    for (std::size_t i = 0; i < limits_.workers; ++i) threads_.emplace_back([this] { work(); });
}

void WorkerPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

bool WorkerPool::submit(Connection& connection, Lane lane) {
    bool wake = false;
    {
        const std::lock_guard lock(mutex_);
        if (lane != Lane::Reply && requests_.size() + uploads_.size() >= limits_.queueLength) return false;
        auto& queue = lane == Lane::Upload ? uploads_ : requests_;
        queue.push_back({.connection = &connection, .lane = lane, .since = std::chrono::steady_clock::now()});
        updateGauges();
        wake = sleeping_ > 0 && runnable();
    }
    if (wake) wake_.notify_one();
    return true;
}

std::vector<Connection*> WorkerPool::takeOverdue() {
    std::vector<Connection*> overdue;
    const auto latest = std::chrono::steady_clock::now() - limits_.queueWait;
    const std::lock_guard lock(mutex_);
    takeOverdue(requests_, latest, overdue);
    takeOverdue(uploads_, latest, overdue);
    updateGauges();
    return overdue;
}

void WorkerPool::takeOverdue(std::deque<Job>& queue, Time latest, std::vector<Connection*>& overdue) const {
    // oldest first; an answer that was begun is never given up, so it goes back to the front
    std::deque<Job> replies;
    while (!queue.empty() && queue.front().since < latest) {
        if (queue.front().lane == Lane::Reply) {
            replies.push_back(queue.front());
        } else {
            overdue.push_back(queue.front().connection);
        }
        queue.pop_front();
    }
    queue.insert(queue.begin(), replies.begin(), replies.end());
}

void WorkerPool::updateGauges() {
    counters_.queueLength.store(requests_.size() + uploads_.size(), std::memory_order_relaxed);
    counters_.busyWorkers.store(busy_, std::memory_order_relaxed);
}

bool WorkerPool::runnable() const {
    return !requests_.empty() || (!uploads_.empty() && uploading_ < limits_.uploadWorkers);
}

WorkerPool::Job WorkerPool::takeJob() {
    const bool uploadReady = !uploads_.empty() && uploading_ < limits_.uploadWorkers;
    const bool upload = uploadReady && (requests_.empty() || uploads_.front().since < requests_.front().since);
    auto& queue = upload ? uploads_ : requests_;
    const Job job = queue.front();
    queue.pop_front();
    return job;
}

void WorkerPool::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        while (!stopping_ && !runnable()) {
            ++sleeping_;
            wake_.wait(lock);
            --sleeping_;
        }
        if (stopping_) return;
        const Job job = takeJob();
        const std::size_t upload = job.lane == Lane::Upload ? 1 : 0;
        uploading_ += upload;
        ++busy_;
        updateGauges();
        lock.unlock();
        run_(*job.connection);
        lock.lock();
        uploading_ -= upload;
        --busy_;
        updateGauges();
    }
}

}  // namespace groupware::net
