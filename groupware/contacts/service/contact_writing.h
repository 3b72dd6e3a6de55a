#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/contacts/contact.h"
#include "groupware/contacts/draft.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

/// What follows from a change of contacts, in the transaction of the change: rows, index, quota, folder, tombstones,
/// distribution lists, change records. The steps that several use cases share; permission is checked before. Internal
/// to the service.
namespace groupware::contacts {

/// Adds new contacts, at most a batch, under new ids; their folders, creators, members and UIDs are set. The caller of
/// this function touches the folders.
/// @throws Error Conflict if a folder has a contact of that UID, QuotaExceeded
void insertContacts(dbpool::WriteTransaction& tx, std::span<Draft* const> drafts);

/// What of a contact was changed besides its fields.
struct Touched {
    bool lines = false;
    bool members = false;
};
/// Writes a contact as it is now; `before` is what its row says. Its folder is the same. Lists that it is a member of
/// are kept up.
void saveContact(dbpool::WriteTransaction& tx, const Contact& before, Draft& draft, const Touched& touched);

/// Moves a contact to `target`, before saveContact(). Leaves a tombstone where it was. The caller of this function
/// touches that folder.
/// @throws Error Conflict if the target has a contact of that UID
void relocateContact(dbpool::WriteTransaction& tx, Contact& contact, FolderId target);

/// Deletes contacts for good, with their attachments; lists keep their addresses. The caller of this function touches
/// the folders.
void eraseContacts(dbpool::WriteTransaction& tx, std::span<const Contact> contacts, UserId editor);

/// What `user` made of `contacts` becomes `heir`'s; see folders::FolderContent::bequeath().
void bequeathContacts(dbpool::WriteTransaction& tx, std::span<const Contact> contacts, UserId user, UserId heir);

/// Puts `members` into the card of a list and into its row. References must be known: `uids` has the UID of each.
void putMembers(Draft& draft, std::vector<Member> members, const std::map<ContactId, std::string>& uids);

/// Name and addresses of a member that is a contact, as the contact has them now.
void describeMember(Member& member, const Contact& contact);

}  // namespace groupware::contacts
