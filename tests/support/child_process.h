#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace test {

/// A program that runs beside the test and is killed at the end of this object, and by the kernel if the thread that
/// started it ends: start it from the test's main thread.
class ChildProcess {
public:
    /// @param command  program (searched in PATH and /usr/sbin) and arguments
    /// @param output   file that its output is appended to
    ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& output);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    [[nodiscard]] bool running();
    void signal(int number) const;
    /// Waits for its end.
    /// @return its exit code; 128 + the signal that ended it
    int wait();
    /// kill -9, and waits.
    void kill();

private:
    pid_t pid_ = -1;
    bool ended_ = false;
    int code_ = 0;
};

/// Runs a program to its end.
/// @throws std::runtime_error with its output if it fails
void run(const std::vector<std::string>& command, const std::filesystem::path& input = "/dev/null");

}  // namespace test
