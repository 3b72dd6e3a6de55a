#include "groupware/folders/service/guest_grants.h"

#include "groupware/base/error.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/service/guest_provisioning.h"
#include "groupware/principals/store/guest_store.h"

#include <algorithm>
#include <string>

namespace groupware::folders {
namespace {

using principals::Guest;
using principals::GuestKind;

[[noreturn]] void forbid(const char* publicText) {
    throw Error(ErrorCode::Forbidden, std::string("guests: ") + publicText, publicText);
}

void requireGuestGrant(const AccessibleFolder& folder, const Grant& grant, const Guest& guest) {
    if (folder.folder.isSystem()) forbid("System folders cannot be shared with guests.");
    if (guest.kind == GuestKind::Link && (guest.folder != folder.folder.id || grant.rights != kViewerRights)) {
        throw Error(ErrorCode::BadRequest, "entry of a link", "A link is of one folder, which it lets be read.");
    }
    const bool tooMuch = grant.rights.admin || combine(folder.rights, grant.rights) != folder.rights;
    if (tooMuch) forbid("A guest cannot be given more than you have, nor the right to administer.");
}

}  // namespace

std::vector<Grant> invited(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder,
                           const std::vector<Invitation>& invitations) {
    std::vector<Grant> grants;
    if (invitations.empty()) return grants;
    principals::requireModule(caller, principals::Module::InviteGuests, "You may not invite guests.");
    for (const auto& invitation : invitations) {
        auto guest = invitation.guest;
        const auto known = principals::GuestReader(tx).findByEmail(guest.email);
        guest.module = folder.module;
        guest.folder = folder.id;
        const auto id = known ? known->id : principals::addGuest(tx, guest);
        grants.push_back({Grantee::of(id), invitation.rights});
    }
    return grants;
}

void requireGuestGrants(const Caller& caller, const AccessibleFolder& folder, const std::vector<Grant>& grants,
                        const std::vector<Guest>& guests, std::span<const std::int64_t> before) {
    for (const auto& guest : guests) {
        const auto entry = std::find_if(grants.begin(), grants.end(),
                                        [&](const Grant& grant) { return grant.grantee == Grantee::of(guest.id); });
        if (entry == grants.end() || entry->rights == Rights{}) continue;
        requireGuestGrant(folder, *entry, guest);
        const bool isNew = std::find(before.begin(), before.end(), guest.id.value) == before.end();
        if (isNew) principals::requireModule(caller, principals::Module::InviteGuests, "You may not invite guests.");
    }
}

}  // namespace groupware::folders
