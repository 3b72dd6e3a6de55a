#include "groupware/session/service/session_service.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/session/service/expiry.h"
#include "groupware/session/store/app_password_store.h"
#include "groupware/sync/change.h"

#include <algorithm>

namespace groupware::session {
namespace {

constexpr std::int64_t kRowsPerSweep = 1000;

/// A session has no number of its own: the record names its user.
dbpool::Change endedSession(UserId user) {
    return sync::change(sync::Kind::Session, sync::Verb::Removed, FolderId{0}, user.value);
}

}  // namespace

SessionService::SessionService(dbpool::ContextDatabase& database, const Clock& clock,
                               const ConfigurationSource& configuration)
    : database_(database), clock_(clock), throttle_(database, clock, configuration), configuration_(configuration) {}

CommitToken SessionService::end(const Caller& caller, const SessionId& id) {
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        if (!SessionEnder(tx).remove(caller.user, id)) {
            throw Error(ErrorCode::NotFound, "no such session of this user", "There is no such session.");
        }
        tx.record(endedSession(caller.user));
    });
    noteEnd(caller, 1);
    return committed;
}

CommitToken SessionService::endThese(const Caller& caller, std::span<const SessionId> ids) {
    if (ids.size() > dbpool::WriteTransaction::kMaxObjectsPerTransaction) {
        throw Error(ErrorCode::TooLarge, "too many session ids", "Too many sessions at once.");
    }
    std::int64_t ended = 0;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        SessionEnder sessions(tx);
        ended = std::count_if(ids.begin(), ids.end(), [&](const auto& id) { return sessions.remove(caller.user, id); });
        if (ended != 0) tx.record(endedSession(caller.user));
    });
    noteEnd(caller, ended);
    return committed;
}

CommitToken SessionService::endOthers(const Caller& caller) {
    const auto own = SessionId::parse(caller.sessionId);
    if (!own) throw Error(ErrorCode::NotAuthenticated, "a caller without session");
    std::int64_t ended = 0;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        ended = SessionEnder(tx).removeOthers(caller.user, *own);
        if (ended != 0) tx.record(endedSession(caller.user));
    });
    noteEnd(caller, ended);
    return committed;
}

void SessionService::noteEnd(const Caller& caller, std::int64_t sessions) {
    counters_.ended += static_cast<std::uint64_t>(sessions);
    log::information("session.ended",
                     {{"context", caller.context.value}, {"user", caller.user.value}, {"sessions", sessions}});
}

void SessionService::staySignedIn(const SessionId& id) {
    database_.writeUnsynced(id.context(),
                            [&](dbpool::UnsyncedTransaction& tx) { SessionStore(tx).setStaySignedIn(id); });
}

void SessionService::changeAddress(const SessionId& id, std::string_view address) {
    constexpr std::size_t kMaxAddress = 64;
    if (address.empty() || address.size() > kMaxAddress) {
        throw Error(ErrorCode::BadRequest, "not an address", "The address is empty or too long.");
    }
    database_.writeUnsynced(id.context(),
                            [&](dbpool::UnsyncedTransaction& tx) { SessionStore(tx).setAddress(id, address); });
}

std::vector<Session> SessionService::list(const Caller& caller) {
    std::vector<Session> sessions;
    database_.writeUnsynced(caller.context, [&](dbpool::UnsyncedTransaction& tx) {
        sessions = SessionStore(tx).liveOf(caller.user, expiry());
    });
    return sessions;
}

std::int64_t SessionService::removeExpired(ContextId context) {
    std::int64_t total = 0;
    std::int64_t sessions = 0;
    std::int64_t attempts = 0;
    std::int64_t passwords = 0;
    do {
        database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
            sessions = SessionStore(tx).removeExpired(expiry(), kRowsPerSweep);
            attempts = throttle_.removeOld(tx, kRowsPerSweep);
            passwords = AppPasswordStore(tx).removeDead(kRowsPerSweep);
        });
        counters_.expired += static_cast<std::uint64_t>(sessions);
        total += sessions + attempts + passwords;
    } while (std::max({sessions, attempts, passwords}) >= kRowsPerSweep);
    return total;
}

Expiry SessionService::expiry() const {
    return expiryAt(clock_.now(), *configuration_.current());
}

}  // namespace groupware::session
