#include "admin/cli/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <string_view>

namespace admin::cli {
namespace {

/// Switches the echo off while it lives.
class Silence {
public:
    explicit Silence(int descriptor) : descriptor_(descriptor) {
        if (::tcgetattr(descriptor_, &before_) != 0) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        active_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
    }
    ~Silence() {
        if (active_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    int descriptor_;
    termios before_{};
    bool active_ = false;
};

void print(int descriptor, std::string_view text) {
    // A prompt that cannot be shown is followed by a read that fails, which is what counts.
    [[maybe_unused]] const auto written = ::write(descriptor, text.data(), text.size());
}

std::optional<std::string> readLine(int descriptor) {
    std::string line;
    char c = 0;
    while (::read(descriptor, &c, 1) == 1) {
        if (c == '\n') return line;
        line += c;
    }
    return std::nullopt;
}

std::optional<std::string> askSecretOnTty(const std::string& prompt) {
    if (::isatty(STDIN_FILENO) == 0) return std::nullopt;
    const int descriptor = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    print(descriptor, prompt);
    std::optional<std::string> answer;
    {
        const Silence silence(descriptor);
        answer = readLine(descriptor);
    }
    print(descriptor, "\n");
    ::close(descriptor);
    return answer;
}

}  // namespace

Terminal systemTerminal() {
    Terminal terminal{.out = std::cout, .err = std::cerr, .environment = {}, .askSecret = askSecretOnTty};
    terminal.progress = ::isatty(STDERR_FILENO) != 0;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        terminal.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return terminal;
}

}  // namespace admin::cli
