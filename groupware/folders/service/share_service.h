#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/options.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/principals/share_token.h"

#include <optional>
#include <string>
#include <string_view>

namespace groupware::folders {

/// What a link leads to.
struct ShareTarget {
    FolderId folder;
    std::string module;
};

struct ShareLink {
    UserId entity;  ///< of its permission entry
    principals::ShareToken token;
    bool isNew = false;
    bool hasPassword = false;
    std::optional<Instant> expires{};
    std::optional<CommitToken> committed{};  ///< if something was written
    Seq seq{};
};

struct ShareLinkChange {
    std::optional<std::string> password{};  ///< empty: none any more
    bool changesExpiry = false;
    std::optional<Instant> expires{};  ///< with `changesExpiry`: absent = never
};

/// Links to folders: whoever has one reads the folder, as a guest. At most one a folder. Safe to call from any thread.
///
/// Each function but removeExpired() throws NotFound if the caller cannot see the folder or it is of another module,
/// and Forbidden if he does not administer it, may not read all of it, or lacks "sharelinks".
class ShareService {
public:
    /// `database`, `hasher` and `clock` must outlive this object.
    ShareService(dbpool::ContextDatabase& database, principals::PasswordHasher& hasher, const Clock& clock,
                 principals::ShareTokens tokens, const FolderLimits& limits);

    [[nodiscard]] const principals::ShareTokens& tokens() const noexcept { return tokens_; }

    /// The folder's link; a new one if it has none, or one that is over.
    /// @throws Error Forbidden for system folders; BadRequest for a trash; QuotaExceeded
    [[nodiscard]] ShareLink getLink(const Caller& caller, const ShareTarget& target);
    /// A new password ends the link's sessions.
    /// @throws Error NotFound if there is no link; BadRequest for a password against the rules or an expiry in the
    /// past;
    ///         PreconditionFailed if the folder changed since
    CommitToken updateLink(const Caller& caller, const ShareTarget& target, const ShareLinkChange& change,
                           std::optional<Seq> unchangedSince);
    /// Its sessions are over on every node.
    /// @throws Error NotFound, PreconditionFailed likewise
    CommitToken deleteLink(const Caller& caller, const ShareTarget& target, std::optional<Seq> unchangedSince);

    /// Somebody to be invited: what FolderChange takes. Hashes the password, so never call it in a transaction.
    /// @throws Error BadRequest for a bad address, name, password, or an expiry in the past
    [[nodiscard]] principals::Guest invitation(const Caller& caller, std::string_view email,
                                               std::string_view displayName, const std::optional<std::string>& password,
                                               const std::optional<Instant>& expires);

    /// Removes guests of a context that are over, with their permissions. For a housekeeping thread; any number of
    /// nodes may do it at once. @return how many
    std::int64_t removeExpired(ContextId context);

private:
    /// The folder, if the caller may make links to it.
    AccessibleFolder require(dbpool::ReadSession& session, const Caller& caller, const ShareTarget& target) const;
    [[nodiscard]] ShareLink described(const Caller& caller, const principals::Guest& guest) const;
    [[nodiscard]] principals::Guest newLink(const Caller& caller, const ShareTarget& target) const;
    void requireFuture(const std::optional<Instant>& expires) const;

    dbpool::ContextDatabase& database_;
    principals::PasswordHasher& hasher_;
    const Clock& clock_;
    principals::ShareTokens tokens_;
    FolderLimits limits_;
    FolderAccess access_;
};

}  // namespace groupware::folders
