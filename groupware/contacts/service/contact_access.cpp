#include "groupware/contacts/service/contact_access.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <string>

namespace groupware::contacts {
namespace {

using folders::Permission;

std::string whoAndWhat(const Caller& caller, const Contact& contact) {
    return "user " + std::to_string(caller.user.value) + ", contact " + std::to_string(contact.id.value);
}

}  // namespace

void throwNoContact(ContactId contact) {
    throw Error(ErrorCode::NotFound, "no contact " + std::to_string(contact.value), "This contact does not exist.");
}

folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                                const Caller& caller, FolderId folder) {
    return access.require(session, caller, folder, Permission::ReadOwn, folders::kContactsModule);
}

folders::AccessibleFolder requireCreatable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                           const Caller& caller, FolderId folder) {
    auto place = access.require(session, caller, folder, Permission::CreateObjects, folders::kContactsModule);
    if (folder == folders::kGlobalAddressBook)
        throw Error(ErrorCode::Forbidden, "new contact in the global address book",
                    "The global address book shows users. Administrators add those.");
    return place;
}

bool isVisible(const Caller& caller, const Contact& contact, const folders::Rights& rights) {
    const bool own = contact.createdBy == caller.user;
    return rights.mayRead(own) && (own || !contact.isPrivate());
}

AccessibleContact findReadable(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                               ContactRef ref) {
    auto contact = ContactReader(session).find(ref.id);
    if (!contact || (ref.folder && *ref.folder != contact->folder)) throwNoContact(ref.id);
    auto place = access.require(session, caller, contact->folder, Permission::SeeFolder, folders::kContactsModule);
    if (!isVisible(caller, *contact, place.rights)) throwNoContact(ref.id);
    return {.contact = std::move(*contact), .place = std::move(place)};
}

void requireWritable(const Caller& caller, const Contact& contact, const folders::Rights& rights) {
    if (!isVisible(caller, contact, rights)) throwNoContact(contact.id);
    if (!rights.mayWrite(contact.createdBy == caller.user))
        throw Error(ErrorCode::Forbidden, "no right to change: " + whoAndWhat(caller, contact),
                    "You may not change this contact.");
}

void requireRemovable(const Caller& caller, const Contact& contact, const folders::Rights& rights) {
    const bool own = contact.createdBy == caller.user;
    const bool hidden = contact.isPrivate() && !own;
    if (hidden || !(rights.mayRead(own) || rights.mayRemove(own))) throwNoContact(contact.id);
    if (!rights.mayRemove(own))
        throw Error(ErrorCode::Forbidden, "no right to remove: " + whoAndWhat(caller, contact),
                    "You may not take this contact out of its folder.");
}

void requireUnchanged(const Contact& contact, std::optional<Seq> lastSeen) {
    if (lastSeen && contact.seq > *lastSeen)
        throw Error(ErrorCode::PreconditionFailed,
                    "contact " + std::to_string(contact.id.value) + " changed at " + std::to_string(contact.seq.value) +
                        ", the caller knows " + std::to_string(lastSeen->value),
                    "This contact has been changed in the meantime. Reload it and try again.");
}

const std::optional<folders::AccessibleFolder>& FolderRights::of(FolderId folder) {
    const auto known = known_.find(folder);
    if (known != known_.end()) return known->second;
    std::optional<folders::AccessibleFolder> place;
    try {
        place = access_.require(session_, caller_, folder, Permission::SeeFolder, folders::kContactsModule);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound && failure.code() != ErrorCode::Forbidden) throw;
    }
    return known_.emplace(folder, std::move(place)).first->second;
}

bool FolderRights::mayRead(const Contact& contact) {
    const auto& place = of(contact.folder);
    return place && isVisible(caller_, contact, place->rights);
}

Places readablePlaces(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                      const std::vector<FolderId>& only, const std::vector<FolderId>& excluded) {
    std::vector<folders::AccessibleFolder> found;
    if (only.empty()) {
        found = access.readable(session, caller, folders::kContactsModule);
    } else {
        for (const FolderId folder : only) found.push_back(requireReadableFolder(session, access, caller, folder));
    }
    Places places{.scope = {.user = caller.user}};
    for (const auto& place : found) {
        const FolderId folder = place.folder.id;
        if (std::find(excluded.begin(), excluded.end(), folder) != excluded.end()) continue;
        if (folder == folders::kGlobalAddressBook) {
            places.users = true;
            continue;
        }
        auto& list = place.rights.mayRead(false) ? places.scope.folders : places.scope.ownFolders;
        if (std::find(list.begin(), list.end(), folder.value) == list.end()) list.push_back(folder.value);
    }
    return places;
}

void addMembers(dbpool::ReadSession& session, std::vector<Contact>& contacts) {
    std::vector<std::int64_t> lists;
    for (const auto& contact : contacts) {
        if (contact.isList && contact.memberCount > 0) lists.push_back(contact.id.value);
    }
    if (lists.empty()) return;
    auto members = ContactReader(session).members(lists);
    for (auto& contact : contacts) {
        if (contact.user == UserId{}) contact.members = members[contact.id];
    }
}

}  // namespace groupware::contacts
