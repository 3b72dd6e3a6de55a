#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/guest.h"

#include <optional>
#include <span>

/// Guests come and go inside the transactions that give and take their permissions.
namespace groupware::principals {

/// Gives `guest` an id and stores it; counted by the quota of links or of invitations.
/// @throws Error BadRequest naming a field, QuotaExceeded, Conflict if somebody with the address is invited already
[[nodiscard]] UserId addGuest(dbpool::WriteTransaction& tx, const Guest& guest);

/// A new password (empty: none) ends the guest's sessions; an expiry in the past does, too.
void changeGuest(dbpool::WriteTransaction& tx, Guest guest, const std::optional<PasswordHash>& password);

/// They are gone and their sessions over. Permissions that name them are the caller's business.
void removeGuests(dbpool::WriteTransaction& tx, std::span<const Guest> guests);

}  // namespace groupware::principals
