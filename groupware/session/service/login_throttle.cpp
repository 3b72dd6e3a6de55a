#include "groupware/session/service/login_throttle.h"

#include "groupware/base/crypto.h"
#include "groupware/session/options.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>

namespace groupware::session {
namespace {

constexpr std::size_t kIdOctets = 8;

/// Login names compare without regard to case, so they count so too.
std::string lowerCase(std::string_view login) {
    std::string lower;
    std::transform(login.begin(), login.end(), std::back_inserter(lower),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::array<const Attempt*, 3> partsOf(const LoginThrottle::Ticket& ticket) {
    return {&ticket.ofLogin, &ticket.ofLoginAtAddress, &ticket.ofAddress};
}

}  // namespace

LoginThrottle::LoginThrottle(dbpool::ContextDatabase& database, const Clock& clock,
                             const ConfigurationSource& configuration)
    : database_(database), clock_(clock), configuration_(configuration) {}

std::variant<LoginThrottle::Ticket, LoginThrottle::Refusal> LoginThrottle::admit(ContextId context,
                                                                                 std::string_view login,
                                                                                 std::string_view address) {
    const auto now = clock_.now();
    const auto attempt = [now, id = crypto::randomBytes(kIdOctets)](const std::string& subject) {
        return Attempt{.subject = crypto::sha256(subject), .tried = now, .id = id};
    };
    const std::string name = "login:" + lowerCase(login);
    const std::string from = "address:" + std::string(address);
    Ticket ticket{
        .ofLogin = attempt(name), .ofLoginAtAddress = attempt(name + '\0' + from), .ofAddress = attempt(from)};
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        for (const auto* part : partsOf(ticket)) AttemptStore(tx).add(*part);
    });
    // Counted in a transaction that begins after the commit: of attempts in parallel, each later one sees more.
    const auto configuration = configuration_.current();
    const auto window = configuration->get(kAttemptWindow);
    const auto since = now - window;
    std::optional<Instant> tooMany;
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        AttemptStore attempts(tx);
        const auto beyond = [&](const Attempt& part, const IntegerOption& limit) {
            return attempts.beyond(part.subject, since, configuration->get(limit));
        };
        // Nothing is less than any instant, so this is the one that counts longest.
        tooMany = std::max({beyond(ticket.ofLogin, kAttemptsPerLoginAnywhere),
                            beyond(ticket.ofLoginAtAddress, kAttemptsPerLogin),
                            beyond(ticket.ofAddress, kAttemptsPerAddress)});
        // A refused attempt tried no password. Not counting it bounds the rows, and lets the user in again in time.
        if (tooMany) takeBack(tx, ticket);
    });
    if (tooMany) return Refusal{.retryAfter = *tooMany + window - now + std::chrono::milliseconds(1)};
    return ticket;
}

void LoginThrottle::takeBack(dbpool::UnsyncedTransaction& tx, const Ticket& ticket) {
    AttemptStore attempts(tx);
    for (const auto* part : partsOf(ticket)) attempts.remove(*part);
}

std::int64_t LoginThrottle::removeOld(dbpool::UnsyncedTransaction& tx, std::int64_t limit) const {
    return AttemptStore(tx).removeBefore(clock_.now() - configuration_.get(kAttemptWindow), limit);
}

}  // namespace groupware::session
