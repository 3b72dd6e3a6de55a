#include "groupware/main/signals.h"

#include <pthread.h>
#include <signal.h>

namespace groupware::main {
namespace {

sigset_t ours() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR2}) sigaddset(&set, number);
    return set;
}

}  // namespace

void blockSignals() {
    const sigset_t set = ours();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
}

int waitForEnd(const SignalActions& actions) {
    const sigset_t set = ours();
    while (true) {
        int number = 0;
        if (sigwait(&set, &number) != 0) continue;
        if (number == SIGHUP) actions.reload();
        if (number == SIGUSR2) actions.reopenLog();
        if (number == SIGTERM || number == SIGINT) return number;
    }
}

}  // namespace groupware::main
