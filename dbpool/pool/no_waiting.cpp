#include "dbpool/pool/no_waiting.h"

#include <stdexcept>
#include <string>

namespace dbpool {

namespace {

/// A transaction runs on one thread, and what its closure calls knows nothing of it.
int& depth() noexcept {
    thread_local int scopes = 0;
    return scopes;
}

}  // namespace

NoWaiting::NoWaiting() noexcept {
    ++depth();
}

NoWaiting::~NoWaiting() {
    --depth();
}

void NoWaiting::require(const char* what) {
    if (depth() > 0) throw std::logic_error(std::string("a write transaction would wait for ") + what);
}

}  // namespace dbpool
