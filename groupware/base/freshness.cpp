#include "groupware/base/freshness.h"

#include <tuple>

namespace groupware {

void Freshness::raise(const CommitToken& committed) {
    if (kind_ == Kind::Strict) return;  // asks the master anyway
    if (kind_ == Kind::Eventual) {
        *this = atLeast(committed);
        return;
    }
    // A placement comes before its numbers: a context that was restored goes on with lower ones. A higher epoch or term
    // than that of the servers in use makes the read ask the master.
    const auto order = [](const CommitToken& token) { return std::tie(token.epoch, token.term, token.seq); };
    if (committed.context == state_.context && order(committed) > order(state_)) state_ = committed;
}

}  // namespace groupware
