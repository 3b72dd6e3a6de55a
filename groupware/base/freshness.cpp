#include "groupware/base/freshness.h"

namespace groupware {

void Freshness::raise(const CommitToken& committed) {
    if (kind_ == Kind::Strict) return;  // asks the master anyway
    const bool newer = kind_ == Kind::Eventual || committed.epoch > state_.epoch || committed.term > state_.term ||
                       committed.seq > state_.seq;
    if (newer) *this = atLeast(committed);
}

}  // namespace groupware
