#include "groupware/principals/service/guest_provisioning.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <vector>

namespace groupware::principals {
namespace {

/// What caches know of a guest is his sessions.
void recordSessions(dbpool::WriteTransaction& tx, sync::Verb verb, UserId guest) {
    tx.record(sync::change(sync::Kind::Session, verb, FolderId{0}, guest.value));
}

}  // namespace

UserId addGuest(dbpool::WriteTransaction& tx, const Guest& guest) {
    requireValid(guest);
    requireRoom(tx, quotaOf(guest.kind));
    Guest stored = guest;
    stored.id = {tx.nextId("user", kFirstUser.value)};
    stored.credentialVersion = tx.seq().value;
    try {
        GuestWriter(tx).insert(stored);
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "guest is invited already", "Somebody with this address is invited already.");
    }
    recordSessions(tx, sync::Verb::Created, stored.id);
    return stored.id;
}

void changeGuest(dbpool::WriteTransaction& tx, Guest guest, const std::optional<PasswordHash>& password) {
    if (password) {
        guest.password = *password;
        guest.credentialVersion = tx.seq().value;
    }
    GuestWriter(tx).update(guest);
    recordSessions(tx, sync::Verb::Changed, guest.id);
}

void removeGuests(dbpool::WriteTransaction& tx, std::span<const Guest> guests) {
    std::vector<std::int64_t> ids;
    for (const auto& guest : guests) {
        ids.push_back(guest.id.value);
        recordSessions(tx, sync::Verb::Removed, guest.id);
    }
    GuestWriter(tx).remove(ids);
    for (const auto kind : {GuestKind::Link, GuestKind::Invited}) {
        const auto count =
            std::count_if(guests.begin(), guests.end(), [&](const Guest& guest) { return guest.kind == kind; });
        if (count != 0) releaseRoom(tx, quotaOf(kind), count);
    }
}

}  // namespace groupware::principals
