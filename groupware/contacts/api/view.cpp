#include "groupware/contacts/api/view.h"

#include <algorithm>

namespace groupware::contacts::api {

bool View::wantsMembers(const groupware::api::Listing& listing) {
    return std::find(listing.columns.begin(), listing.columns.end(), kMembersColumn) != listing.columns.end();
}

formats::json::Array::Ptr View::rows(std::vector<Contact> contacts, groupware::api::Listing listing,
                                     const Caller& caller, const groupware::api::Call& call) const {
    if (listing.sort == kSortByName || listing.sort == kSortUsersFirst) {
        // They come by sort name, in the collation of the database.
        if (listing.sort == kSortUsersFirst) {
            std::stable_partition(contacts.begin(), contacts.end(),
                                  [](const Contact& contact) { return contact.user != UserId{}; });
        }
        if (listing.descending) std::reverse(contacts.begin(), contacts.end());
        listing.sort.reset();
    }
    return columns_.rows(std::move(contacts), listing, localTime(caller, call));
}

}  // namespace groupware::contacts::api
