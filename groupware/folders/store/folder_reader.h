#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/folders/delegation.h"
#include "groupware/folders/folder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::folders {

/// A user and the groups it is in, as `folder_permission.principal` numbers.
using Principals = std::vector<std::int64_t>;
[[nodiscard]] constexpr std::int64_t principalOf(const Grantee& grantee) noexcept {
    return grantee.group ? -1 - grantee.id : grantee.id;
}
[[nodiscard]] constexpr Grantee granteeOf(std::int64_t principal) noexcept {
    return principal < 0 ? Grantee{-1 - principal, true} : Grantee{principal, false};
}

/// Reads folders of the session's context. Works on a replica or inside a transaction. Functions that take principals
/// (at least one) give the folders that one of them can see at least, by id: by an entry of the folder's own, or as the
/// delegate of its owner.
class FolderReader {
public:
    explicit FolderReader(dbpool::ReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<Folder> find(FolderId id);
    [[nodiscard]] std::optional<AccessibleFolder> findFor(FolderId id, const Principals& principals);

    /// Direct children changed after `since` (Seq{0} = all).
    [[nodiscard]] std::vector<AccessibleFolder> children(FolderId parent, Seq since, const Principals& principals);
    [[nodiscard]] std::vector<AccessibleFolder> visible(const Principals& principals);
    [[nodiscard]] std::vector<AccessibleFolder> visible(const Principals& principals, std::string_view module);

    /// Whoever may see them: direct children changed after `since`; all folders changed after `since`.
    [[nodiscard]] std::vector<FolderId> childrenChanged(FolderId parent, Seq since);
    [[nodiscard]] std::vector<FolderId> changed(Seq since);

    /// Those of `parents` that have a child one of `principals` can see.
    [[nodiscard]] std::set<FolderId> parentsOfVisible(std::span<const FolderId> parents, const Principals& principals);
    [[nodiscard]] std::int64_t childCount(FolderId parent);
    /// Where a folder of a trash was before, if that is known.
    [[nodiscard]] std::optional<FolderId> origin(FolderId id);
    /// Of all folders that have one. Looks through all of the context.
    [[nodiscard]] std::map<FolderId, FolderId> origins();

    /// From the root down to `id`, inclusive; empty if there is none.
    [[nodiscard]] std::vector<Folder> path(FolderId id);
    /// `id` and everything below, parents before children; at most `limit` folders.
    [[nodiscard]] std::vector<Folder> subtree(FolderId id, std::int64_t limit);

    [[nodiscard]] std::vector<Grant> grants(FolderId id);
    [[nodiscard]] std::map<FolderId, std::vector<Grant>> grants(std::span<const FolderId> ids);
    /// Folders, and allPrivateOf() those that `grantee` is a delegate of.
    [[nodiscard]] std::vector<FolderId> grantedTo(const Grantee& grantee);
    /// For whom `principals` may act.
    [[nodiscard]] std::vector<Mandate> mandates(const Principals& principals);

    [[nodiscard]] std::vector<Folder> ownedBy(UserId owner);
    /// The user's default folder of a module, or its trash.
    [[nodiscard]] std::optional<Folder> standard(UserId owner, StandardFolder standard, std::string_view module);
    [[nodiscard]] bool nameTaken(FolderId parent, std::int64_t nameScope, std::string_view module,
                                 std::string_view name);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::folders
