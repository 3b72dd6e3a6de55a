#pragma once

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/read_session.h"
#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/freshness.h"
#include "groupware/principals/user.h"
#include "groupware/session/app_password.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace groupware::session {

/// What one statement on the master says about an app password at the start of a request.
struct AdmittedAppPassword {
    CommitToken state;      ///< the freshness of the request's reads
    bool unproven = false;  ///< no master can be reached: a replica answered
    AppPassword password;
    bool credentialsCurrent = false;  ///< the user still exists, with the account password under which it was made
    bool userEnabled = false;
    std::string login;
    std::string language;
    std::string timeZone;
    principals::ModuleAccess access;
    std::vector<GroupId> groups;  ///< kAllUsers first
};

/// Nothing if the context has no such app password.
/// @throws Error NotFound (no such context), Forbidden (the context is disabled), Unavailable
[[nodiscard]] std::optional<AdmittedAppPassword> admitAppPassword(dbpool::ContextDatabase& database,
                                                                  const SessionId& id);

/// The app password rows of one context, on the master, for what no client syncs.
class AppPasswordStore {
public:
    explicit AppPasswordStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    /// Those of a user that still hold, oldest first.
    [[nodiscard]] std::vector<AppPassword> of(UserId user);
    /// Never turns the time of last use back.
    void touch(const SessionId& id, Instant used);
    /// Removes those that a new account password or the end of their user has ended. @return rows, at most `limit`
    std::int64_t removeDead(std::int64_t limit);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

/// Reads them. Works on a replica or inside a transaction.
class AppPasswordReader {
public:
    explicit AppPasswordReader(dbpool::ReadSession& session) : session_(session) {}

    /// Those of a user that still hold, oldest first.
    [[nodiscard]] std::vector<AppPassword> of(UserId user);

private:
    dbpool::ReadSession& session_;
};

/// Makes and revokes them: recorded writes, because other nodes must hear of it.
class AppPasswordWriter {
public:
    explicit AppPasswordWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// How many of a user still hold.
    [[nodiscard]] std::int64_t countOf(UserId user);
    /// Those of the user that another credential version has ended go: their names are free again.
    /// @throws Error Conflict if he has one of this name
    void insert(const AppPassword& password);
    /// @return false if the user has no such app password
    bool remove(UserId user, const SessionId& id);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::session
