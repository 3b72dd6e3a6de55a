#pragma once

#include "dbpool/pool/no_waiting.h"
#include "groupware/base/error.h"
#include "groupware/base/options.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <type_traits>

namespace filestore {

struct IoLimits {
    int threads = 8;
    int queue = 64;                             ///< operations waiting for a thread
    std::chrono::milliseconds timeout{10'000};  ///< longest wait of a caller
    std::chrono::milliseconds stall{1'000};     ///< every thread busy with one operation for this long: refuse
    int breakerFailures = 3;
    std::chrono::milliseconds breakerProbe{1'000};
    std::chrono::milliseconds tryInterval{5'000};  ///< least time between two attempts
};
[[nodiscard]] IoLimits ioLimits(const groupware::Configuration& configuration);

/// What came of the operations of one pool since it was made.
struct IoCounters {
    std::atomic<std::uint64_t> operations{0};  ///< asked for
    std::atomic<std::uint64_t> failures{0};    ///< of these: refused, timed out, or failed in the storage
};

/// Threads that may get stuck in the storage so that no other thread does. Safe to call from any thread.
class IoPool {
public:
    explicit IoPool(const IoLimits& limits);
    /// Waits for running operations as long as a caller would; those stuck in the kernel are left behind.
    ~IoPool();
    IoPool(const IoPool&) = delete;
    IoPool& operator=(const IoPool&) = delete;

    /// Runs `work` on one of the threads and waits for its result; what it throws passes.
    /// @param work  owns all it touches: after a timeout it may still run, or start never
    /// @throws Error Unavailable after the timeout, or at once if the queue is full, the threads are stuck or the
    ///         breaker is open; std::logic_error in the closure of a transaction: others wait for that one
    template <class Work>
    std::invoke_result_t<Work&> run(Work work) {
        dbpool::NoWaiting::require("the file storage");
        ++counters_.operations;
        try {
            return runCounted(std::move(work));
        } catch (const groupware::Error& error) {
            if (error.code() == groupware::ErrorCode::Unavailable) setWorking(false);
            ++counters_.failures;
            throw;
        } catch (...) {
            ++counters_.failures;
            throw;
        }
    }

    /// Runs `work` some time, in order, without waiting: cleaning up. Exceptions are logged.
    void post(std::function<void()> work);

    /// Tries whether the storage works, without waiting for it: available() and working() tell. At most one attempt is
    /// under way, and each begins IoLimits::tryInterval after the last one ended; else nothing happens. Not counted.
    /// @param work  as in run(); what it throws means that the storage does not work
    void attempt(std::function<void()> work);

    /// False while the breaker is open, or an attempt takes longer than a caller would wait.
    [[nodiscard]] bool available() const;
    /// False if the last operation or attempt found the storage unavailable, for example not mounted.
    [[nodiscard]] bool working() const noexcept;
    [[nodiscard]] const IoCounters& counters() const noexcept { return counters_; }

private:
    struct State;
    struct Ticket;

    template <class Work>
    std::invoke_result_t<Work&> runCounted(Work work) {
        using Result = std::invoke_result_t<Work&>;
        // Shared by the caller and the thread: either may leave first.
        auto task = std::make_shared<std::packaged_task<Result()>>(std::move(work));
        auto result = task->get_future();
        const auto ticket = submit([task] { (*task)(); });
        if (result.wait_for(timeout()) != std::future_status::ready) giveUp(ticket);
        succeeded(ticket);
        setWorking(true);  // unless run() hears otherwise from the work
        return result.get();
    }

    [[nodiscard]] std::shared_ptr<Ticket> submit(std::function<void()> work);
    [[nodiscard]] std::chrono::milliseconds timeout() const noexcept;
    [[noreturn]] void giveUp(const std::shared_ptr<Ticket>& ticket);
    void succeeded(const std::shared_ptr<Ticket>& ticket);
    void setWorking(bool working) noexcept;

    IoCounters counters_;
    std::shared_ptr<State> state_;  // shared with threads left behind in the kernel
};

}  // namespace filestore
