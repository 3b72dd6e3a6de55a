#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/session/app_password.h"
#include "groupware/session/service/own_password.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::session {

/// What a user asks for.
struct NewAppPassword {
    std::string name;  ///< at most kMaxAppPasswordName characters, for example "Anna's telephone"
    AppPasswordScope scope;
    std::string accountPassword;  ///< proves that no stolen session asks
};

/// One that was made.
struct IssuedAppPassword {
    AppPassword password;
    std::string text;  ///< exists here and with the user only
    CommitToken committed;
};

/// A user's app passwords. Safe to call from any thread. Callers have a session: an app password is none to make others
/// with.
class AppPasswordService {
public:
    /// All references must outlive this object.
    AppPasswordService(dbpool::ContextDatabase& database, OwnPassword& ownPassword, const Clock& clock,
                       const ConfigurationSource& configuration)
        : database_(database), ownPassword_(ownPassword), clock_(clock), configuration_(configuration) {}

    /// @param address  of the client
    /// @throws Error BadRequest for a bad name, Conflict for one that he has, TooLarge beyond
    ///         `session.appPasswords`; LoginError as OwnPassword::prove()
    [[nodiscard]] IssuedAppPassword create(const Caller& caller, const NewAppPassword& wanted,
                                           std::string_view address);
    /// Those that hold, oldest first.
    [[nodiscard]] std::vector<AppPassword> list(const Caller& caller);
    /// Refused from the next request on, on every node. Ids that are none of the caller's are no error.
    /// @throws Error TooLarge for more ids than one transaction takes
    CommitToken revoke(const Caller& caller, std::span<const SessionId> ids);

private:
    dbpool::ContextDatabase& database_;
    OwnPassword& ownPassword_;
    const Clock& clock_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::session
