#pragma once

#include "groupware/principals/service/user_archive.h"

namespace groupware::session {

/// App passwords in the archive of a context: the hashes of their secrets, under the ids that their texts name. As
/// those name the context, too, they come back into a context of the same id only.
class AppPasswordArchive final : public principals::UserArchive {
public:
    /// Those that still hold. A name is the id as 32 hex digits.
    [[nodiscard]] principals::UserTexts texts(dbpool::ReadSession& session, UserId user) const override;
    /// Binds them to the password that the user has now: call it after setPassword(). Those of other contexts are left
    /// out.
    void restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const override;
    /// Nothing: they end with their user, and the sweep of sessions removes their rows.
    void remove(dbpool::WriteTransaction& tx, UserId user) const override;
};

}  // namespace groupware::session
