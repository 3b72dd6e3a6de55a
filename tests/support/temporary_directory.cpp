#include "tests/support/temporary_directory.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <system_error>

namespace test {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

TemporaryDirectory::TemporaryDirectory(std::string_view purpose) {
    std::string pattern = std::filesystem::temp_directory_path() / ("yoke-" + std::string(purpose) + "-XXXXXX");
    if (::mkdtemp(pattern.data()) == nullptr) fail("mkdtemp");
    path_ = pattern;
    std::filesystem::permissions(path_, std::filesystem::perms(0755));

    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
    janitor_ = ::fork();
    if (janitor_ < 0) fail("fork");
    if (janitor_ == 0) {
        ::setsid();  // Ctrl-C in the terminal ends the test, not the janitor
        ::dup2(ends[0], STDIN_FILENO);
        const char* const script =
            "read -r _; for try in 1 2 3 4 5 6 7 8 9; do rm -rf \"$0\" 2>/dev/null && break; done";
        ::execl("/bin/sh", "sh", "-c", script, path_.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[0]);
    pipe_ = ends[1];
}

TemporaryDirectory::~TemporaryDirectory() {
    ::close(pipe_);
    ::waitpid(janitor_, nullptr, 0);
}

}  // namespace test
