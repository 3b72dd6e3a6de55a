#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/base/freshness.h"
#include "groupware/session/options.h"
#include "groupware/session/service/login_throttle.h"
#include "groupware/session/session.h"
#include "groupware/session/session_counters.h"
#include "groupware/session/store/session_store.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::session {

/// What can be done with a session that runs. Safe to call from any thread.
class SessionService {
public:
    /// All references must outlive this object.
    SessionService(dbpool::ContextDatabase& database, const Clock& clock, const ConfigurationSource& configuration);

    /// Ends a session of the caller; done for every node when this returns.
    /// @throws Error NotFound if he has no such session
    CommitToken end(const Caller& caller, const SessionId& id);
    /// Ends those of `ids` that are sessions of the caller; others are no error.
    /// @throws Error TooLarge for more ids than one transaction takes
    CommitToken endThese(const Caller& caller, std::span<const SessionId> ids);
    /// Ends all sessions of the caller but the one he calls with.
    CommitToken endOthers(const Caller& caller);

    /// Lets the session live for `session.longLife` without use.
    void staySignedIn(const SessionId& id);
    /// The client's address is another one now; see `session.addressCheck`.
    void changeAddress(const SessionId& id, std::string_view address);
    /// The sessions of the caller, oldest first.
    [[nodiscard]] std::vector<Session> list(const Caller& caller);

    /// How long cookies of users who stay signed in live.
    [[nodiscard]] std::chrono::milliseconds longLife() const { return configuration_.get(kLongLife); }

    /// Removes the rows of one context that are over: sessions, app passwords and login counters. For a housekeeping
    /// thread; any number of nodes may do it at once. @return rows removed
    std::int64_t removeExpired(ContextId context);

    [[nodiscard]] const SessionEndCounters& counters() const noexcept { return counters_; }

private:
    [[nodiscard]] Expiry expiry() const;
    void noteEnd(const Caller& caller, std::int64_t sessions);

    dbpool::ContextDatabase& database_;
    const Clock& clock_;
    LoginThrottle throttle_;
    const ConfigurationSource& configuration_;
    SessionEndCounters counters_;
};

}  // namespace groupware::session
