#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <map>
#include <string>

namespace groupware::principals {

/// Texts by name.
using UserTexts = std::map<std::string, std::string>;

/// What a folder beside principals keeps for each user, exports with him and forgets with him; main/ knows which.
/// Called from several threads at once.
class UserArchive {
public:
    virtual ~UserArchive() = default;
    [[nodiscard]] virtual UserTexts texts(dbpool::ReadSession& session, UserId user) const = 0;
    /// The way back, of what nobody trusts, in the transaction that adds the user.
    /// @throws Error BadRequest, TooLarge
    virtual void restore(dbpool::WriteTransaction& tx, UserId user, const UserTexts& texts) const = 0;
    /// Removes it, in the transaction that removes the user and records that.
    virtual void remove(dbpool::WriteTransaction& tx, UserId user) const = 0;
};

}  // namespace groupware::principals
