#include "groupware/session/service/login_throttle.h"

#include "groupware/base/crypto.h"
#include "groupware/session/options.h"
#include "groupware/session/store/attempt_store.h"

#include <algorithm>

namespace groupware::session {
namespace {

/// Login names compare without regard to case, so they count so too.
std::string loginSubject(std::string_view login) {
    std::string lower = "login:";
    std::transform(login.begin(), login.end(), std::back_inserter(lower),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return crypto::sha256(lower);
}

std::string addressSubject(std::string_view address) {
    return crypto::sha256("address:" + std::string(address));
}

}  // namespace

LoginThrottle::LoginThrottle(const Clock& clock, const Configuration& configuration)
    : clock_(clock),
      perLogin_(configuration.get(kAttemptsPerLogin)),
      perAddress_(configuration.get(kAttemptsPerAddress)),
      window_(configuration.get(kAttemptWindow)) {}

bool LoginThrottle::admit(dbpool::UnsyncedTransaction& tx, std::string_view login, std::string_view address) const {
    const auto now = clock_.now();
    AttemptStore attempts(tx);
    const auto ofLogin = attempts.count(loginSubject(login), now, now - window_);
    const auto ofAddress = attempts.count(addressSubject(address), now, now - window_);
    return ofLogin <= perLogin_ && ofAddress <= perAddress_;
}

void LoginThrottle::succeeded(dbpool::UnsyncedTransaction& tx, std::string_view login, std::string_view address) const {
    AttemptStore attempts(tx);
    attempts.forget(loginSubject(login));
    attempts.takeBack(addressSubject(address));
}

std::int64_t LoginThrottle::removeOld(dbpool::UnsyncedTransaction& tx, std::int64_t limit) const {
    return AttemptStore(tx).removeOld(clock_.now() - window_, limit);
}

}  // namespace groupware::session
