#include "groupware/main/forced_end.h"

#include "groupware/base/log.h"

#include <cstdlib>

namespace groupware::main {
namespace {

/// The log is written by a thread of its own: so long before the end the last line is given to it.
constexpr std::chrono::milliseconds kLogTime{500};

}  // namespace

ForcedEnd::ForcedEnd(std::chrono::milliseconds after) : thread_([this, after] { run(after); }) {}

ForcedEnd::~ForcedEnd() {
    {
        const std::lock_guard lock(mutex_);
        end_ = true;
    }
    ended_.notify_all();
    thread_.join();
}

void ForcedEnd::run(std::chrono::milliseconds after) {
    const auto deadline = std::chrono::steady_clock::now() + after;
    std::unique_lock lock(mutex_);
    if (ended_.wait_until(lock, deadline - kLogTime, [this] { return end_; })) return;
    log::warning("program.cut_off", {{"ms", after.count()}});
    if (ended_.wait_until(lock, deadline, [this] { return end_; })) return;
    std::_Exit(EXIT_SUCCESS);
}

}  // namespace groupware::main
