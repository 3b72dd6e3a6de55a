#include "groupware/principals/guest.h"

#include "groupware/principals/text_rules.h"

#include <algorithm>

namespace groupware::principals {

ModuleAccess guestAccess() {
    return {Module::Calendar,  Module::Contacts,          Module::Tasks,
            Module::Infostore, Module::EditPublicFolders, Module::ReadCreateSharedFolders};
}

bool isGuest(const Caller& caller) noexcept {
    return std::find(caller.groups.begin(), caller.groups.end(), kGuests) != caller.groups.end();
}

void requireValid(const Guest& guest) {
    requireText("display name", guest.displayName, kMaxNameLength);
    if (guest.kind == GuestKind::Invited) requireAddress(guest.email);
}

}  // namespace groupware::principals
