#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace groupware::main {

/// Time of a program to end in good order, after its requests had theirs.
inline constexpr std::chrono::seconds kEndTime{5};

/// Ends the process some time after it was told to end, whatever still runs then: nothing can interrupt the database
/// driver, in which a server that hangs holds a thread up to `dbpool.readTimeout`. For whoever waits for an answer that
/// is the same as a crash, which loses nothing that was acknowledged. The exit status is 0, a warning tells.
class ForcedEnd {
public:
    /// @param after  from now; at least a second
    explicit ForcedEnd(std::chrono::milliseconds after);
    /// The program has ended by itself.
    ~ForcedEnd();
    ForcedEnd(const ForcedEnd&) = delete;
    ForcedEnd& operator=(const ForcedEnd&) = delete;

private:
    void run(std::chrono::milliseconds after);

    std::mutex mutex_;
    std::condition_variable ended_;
    bool end_ = false;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace groupware::main
