#include "groupware/principals/store/guest_addressees.h"

#include "dbpool/routing/in_pieces.h"

#include <span>
#include <vector>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kGuestsById{
    "principals.guest.addressees",
    "SELECT id, display_name, COALESCE(email, '') FROM guest WHERE cid = ? AND id IN (?...)"};

}  // namespace

std::map<UserId, Addressee> guestAddressees(dbpool::ReadSession& session, const std::set<std::int64_t>& guests) {
    std::map<UserId, Addressee> found;
    const std::vector<std::int64_t> ids(guests.begin(), guests.end());
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session.queryIn(kGuestsById, {}, piece);
        while (rows.next()) {
            const UserId guest{rows.integer(1)};
            found.emplace(guest, Addressee{.user = guest, .displayName = rows.text(2), .email = rows.text(3)});
        }
    });
    return found;
}

}  // namespace groupware::principals
