#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/service/folder_service.h"

#include <span>
#include <vector>

/// Guests among the permissions of a folder. Internal to folders.
namespace groupware::folders {

/// The entries of those whom `invitations` name: of a guest that exists already by his address, else of a new one.
/// @throws Error Forbidden without "inviteguests"; BadRequest; QuotaExceeded
[[nodiscard]] std::vector<Grant> invited(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder,
                                         const std::vector<Invitation>& invitations);

/// What the caller may let guests do in `folder`, in which he has `own` rights.
/// @param guests  all entries that name one, and who they are
/// @param before  the guests that the folder named so far
/// @throws Error Forbidden for system folders, for more than the caller may do himself, for a right to administer, and
///         without "inviteguests" for guests that were not there; BadRequest for links of other folders or with more
///         than reading
void requireGuestGrants(const Caller& caller, const AccessibleFolder& folder, const std::vector<Grant>& grants,
                        const std::vector<principals::Guest>& guests, std::span<const std::int64_t> before);

}  // namespace groupware::folders
