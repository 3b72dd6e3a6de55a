#pragma once

#include <functional>

namespace groupware::main {

/// What a daemon does when it is told something. Functions run on the thread that calls waitForEnd().
struct SignalActions {
    std::function<void()> reload;     ///< SIGHUP
    std::function<void()> reopenLog;  ///< SIGUSR2
};

/// Keeps SIGTERM, SIGINT, SIGHUP and SIGUSR2 for waitForEnd() in this and all threads started later, and ignores
/// SIGPIPE. Call first in main().
void blockSignals();

/// Serves signals until SIGTERM or SIGINT comes; returns its number.
int waitForEnd(const SignalActions& actions);

}  // namespace groupware::main
