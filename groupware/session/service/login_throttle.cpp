#include "groupware/session/service/login_throttle.h"

#include "groupware/base/crypto.h"
#include "groupware/session/options.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace groupware::session {
namespace {

constexpr std::size_t kIdOctets = 8;

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

LoginThrottle::LoginThrottle(dbpool::ContextDatabase& database, const Clock& clock, const Configuration& configuration)
    : database_(database),
      clock_(clock),
      perLogin_(configuration.get(kAttemptsPerLogin)),
      perAddress_(configuration.get(kAttemptsPerAddress)),
      window_(configuration.get(kAttemptWindow)) {}

std::optional<LoginThrottle::Ticket> LoginThrottle::admit(ContextId context, std::string_view login,
                                                          std::string_view address) {
    const auto now = clock_.now();
    const std::string id = crypto::randomBytes(kIdOctets);
    Ticket ticket{.ofLogin = {.subject = loginSubject(login), .tried = now, .id = id},
                  .ofAddress = {.subject = addressSubject(address), .tried = now, .id = id}};
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        AttemptStore(tx).add(ticket.ofLogin);
        AttemptStore(tx).add(ticket.ofAddress);
    });
    // Counted in a transaction that begins after the commit: of attempts in parallel, each later one sees more.
    bool tooMany = false;
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        AttemptStore attempts(tx);
        tooMany = attempts.count(ticket.ofLogin.subject, now - window_) > perLogin_ ||
                  attempts.count(ticket.ofAddress.subject, now - window_) > perAddress_;
        // A refused attempt tried no password. Not counting it bounds the rows, and lets the user in again in time.
        if (tooMany) takeBack(tx, ticket);
    });
    if (tooMany) return std::nullopt;
    return ticket;
}

void LoginThrottle::takeBack(dbpool::UnsyncedTransaction& tx, const Ticket& ticket) {
    AttemptStore attempts(tx);
    attempts.remove(ticket.ofLogin);
    attempts.remove(ticket.ofAddress);
}

std::int64_t LoginThrottle::removeOld(dbpool::UnsyncedTransaction& tx, std::int64_t limit) const {
    return AttemptStore(tx).removeBefore(clock_.now() - window_, limit);
}

}  // namespace groupware::session
