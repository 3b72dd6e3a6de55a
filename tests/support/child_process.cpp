#include "tests/support/child_process.h"

#include "tests/support/temporary_directory.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace test {
namespace {

std::string findProgram(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
    std::string all = path == nullptr ? "" : path;
    all += ":/usr/sbin:/usr/bin:/sbin:/bin";
    std::istringstream folders(all);
    std::string folder;
    while (std::getline(folders, folder, ':')) {
        std::string candidate = folder;
        candidate.append("/").append(name);
        if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    throw std::runtime_error("no program " + name);
}

/// Between fork and exec only calls that are safe there: everything else is prepared before.
pid_t spawn(const std::vector<std::string>& command, const std::filesystem::path& input,
            const std::filesystem::path& output) {
    const std::string program = findProgram(command.front());
    std::vector<char*> arguments;
    for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));  // execv's signature
    arguments.push_back(nullptr);
    const int in = ::open(input.c_str(), O_RDONLY | O_CLOEXEC);
    const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const pid_t parent = ::getpid();
    const pid_t child = in < 0 || out < 0 ? -1 : ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(127);  // it died in between
        ::dup2(in, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        ::execv(program.c_str(), arguments.data());
        ::_exit(127);
    }
    const int error = errno;
    if (in >= 0) ::close(in);
    if (out >= 0) ::close(out);
    if (child < 0) throw std::system_error(error, std::generic_category(), "cannot start " + program);
    return child;
}

int exitCode(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& output)
    : pid_(spawn(command, "/dev/null", output)) {}

ChildProcess::~ChildProcess() {
    kill();
}

bool ChildProcess::running() {
    int status = 0;
    if (!ended_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
        ended_ = true;
        code_ = exitCode(status);
    }
    return !ended_;
}

void ChildProcess::signal(int number) const {
    if (!ended_) ::kill(pid_, number);
}

int ChildProcess::wait() {
    int status = 0;
    if (!ended_ && ::waitpid(pid_, &status, 0) == pid_) {
        ended_ = true;
        code_ = exitCode(status);
    }
    return code_;
}

void ChildProcess::kill() {
    signal(SIGKILL);
    wait();
}

void run(const std::vector<std::string>& command, const std::filesystem::path& input) {
    const TemporaryDirectory directory("run");
    const auto output = directory.path() / "output";
    const pid_t child = spawn(command, input, output);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (exitCode(status) == 0) return;
    std::ostringstream text;
    text << command.front() << " ended with " << exitCode(status) << ": " << std::ifstream(output).rdbuf();
    throw std::runtime_error(text.str());
}

}  // namespace test
