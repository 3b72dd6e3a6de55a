#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/principals/password_rules.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/session/service/own_password.h"

#include <string_view>

namespace groupware::session {

/// A user changes the password of his account. Safe to call from any thread.
class PasswordChange {
public:
    /// All references must outlive this object.
    PasswordChange(dbpool::ContextDatabase& database, principals::PasswordHasher& hasher,
                   const principals::PasswordRules& rules, OwnPassword& ownPassword)
        : database_(database), hasher_(hasher), rules_(rules), ownPassword_(ownPassword) {}

    /// Ends, everywhere and at once, every other session of the user and all his app passwords.
    /// @param caller  with a session, which goes on
    /// @param address  of the client
    /// @throws Error Forbidden without the right `editpassword`; BadRequest naming the rule that the new password
    ///         breaks; Conflict if the password was changed meanwhile; LoginError as OwnPassword::prove()
    CommitToken change(const Caller& caller, std::string_view oldPassword, std::string_view newPassword,
                       std::string_view address);

private:
    dbpool::ContextDatabase& database_;
    principals::PasswordHasher& hasher_;
    const principals::PasswordRules& rules_;
    OwnPassword& ownPassword_;
};

}  // namespace groupware::session
