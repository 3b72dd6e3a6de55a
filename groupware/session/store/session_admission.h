#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/principals/share_token.h"
#include "groupware/principals/user.h"
#include "groupware/session/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace groupware::session {

/// What one statement on the master says about a session at the start of a request.
struct AdmittedSession {
    CommitToken state;      ///< the freshness of the request's reads
    bool unproven = false;  ///< no master can be reached: a replica answered
    Session session;
    bool credentialsCurrent = false;  ///< the user still exists, with the password he logged in with
    bool userEnabled = false;
    std::string login;
    std::string language;
    std::string timeZone;
    principals::ModuleAccess access;
    std::vector<GroupId> groups;       ///< kAllUsers first; of a guest kGuests alone
    std::optional<Instant> expires{};  ///< of a guest: over from then on
};

/// Nothing if the context has no such session.
/// @throws Error NotFound (no such context), Forbidden (the context is disabled), Unavailable
[[nodiscard]] std::optional<AdmittedSession> admitSession(dbpool::ContextDatabase& database, const SessionId& id);
[[nodiscard]] std::optional<AdmittedSession> admitPublicSession(dbpool::ContextDatabase& database,
                                                                const SessionId& publicId);

/// What one statement on the master says about a login before the password is checked.
struct AdmittedLogin {
    UserId user;
    principals::PasswordHash password;
    std::int64_t credentialVersion = 0;
    bool userEnabled = false;
    std::string login;  ///< as stored
    std::string language;
};

/// Nothing if the context has no such user.
/// @throws Error NotFound (no such context), Forbidden (the context is disabled), Unavailable
[[nodiscard]] std::optional<AdmittedLogin> admitLogin(dbpool::ContextDatabase& database, ContextId context,
                                                      std::string_view login);

/// What one statement on the master says about a link.
struct AdmittedGuest {
    AdmittedLogin login;
    std::optional<Instant> expires{};
    std::string module;  ///< of the folder that the link leads to
    FolderId folder;
};

/// Nothing if the context has no such link.
/// @throws Error NotFound (no such context), Forbidden (the context is disabled), Unavailable
[[nodiscard]] std::optional<AdmittedGuest> admitShare(dbpool::ContextDatabase& database,
                                                      const principals::ShareToken& token);

}  // namespace groupware::session
