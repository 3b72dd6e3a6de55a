#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::folders {

/// Writes folders of the transaction's context. Every change sets the folder's seq to the transaction's; change records
/// are the service's.
class FolderWriter {
public:
    explicit FolderWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    [[nodiscard]] FolderId nextId();
    /// All but the seq values are taken from `folder`. The root alone has no parent.
    /// @throws Error Conflict if the name is taken
    void insert(const Folder& folder, const std::vector<Grant>& grants);
    /// Stores name, parent, type, owner and who changed it. Outside of a trash the origin is forgotten.
    /// @throws Error Conflict if the name is taken
    void update(const Folder& folder);
    /// Of a folder that went into a trash: where it was. After update().
    void setOrigin(FolderId folder, FolderId origin);
    /// Replaces them; of allPrivateOf() a user his delegates.
    void setGrants(FolderId folder, const std::vector<Grant>& grants);
    void removeGrants(const Grantee& grantee);
    /// Marks the folder itself as changed, for example after its permissions were.
    void touch(FolderId folder, UserId by);
    /// Marks all private folders of `owner`, after his delegates changed.
    void touchPrivate(UserId owner);
    void touchContent(FolderId folder);
    void touchContent(std::span<const std::int64_t> folders);
    /// Removes row, permissions and subscriptions.
    void remove(FolderId folder);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::folders
