#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace groupware::main {

/// Runs a job again and again on a thread of its own: at once, then after each pause. A failed run is a warning; the
/// next one comes as if it had not failed.
class Periodic {
public:
    /// @param ending  true when the run in progress should return early
    using Job = std::function<void(const std::atomic<bool>& ending)>;

    /// @param name  in log lines
    Periodic(std::string name, std::chrono::milliseconds pause, Job job);
    /// The same for jobs that are short.
    Periodic(std::string name, std::chrono::milliseconds pause, const std::function<void()>& job)
        : Periodic(std::move(name), pause, [job](const std::atomic<bool>& /*ending*/) { job(); }) {}
    /// No further run begins, and the one in progress should return early. Does not wait for it.
    void beginToEnd();
    /// Waits for the run in progress.
    ~Periodic();
    Periodic(const Periodic&) = delete;
    Periodic& operator=(const Periodic&) = delete;

private:
    void run();
    void runOnce() noexcept;

    const std::string name_;
    const std::chrono::milliseconds pause_;
    const Job job_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::atomic<bool> end_{false};  // set under mutex_
    std::thread thread_;
};

}  // namespace groupware::main
