#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/contacts/contact.h"
#include "groupware/contacts/draft.h"
#include "groupware/contacts/service/contact_access.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Distribution lists and the contacts in them, in the transaction of a change. Internal to the service.
namespace groupware::contacts {

/// Most lists that are kept up with one contact; in further ones it stays as it was until they are saved.
inline constexpr std::size_t kListsKeptUp = 100;

/// Name and addresses of `contact` in the lists that it is a member of.
void keepListsUp(dbpool::WriteTransaction& tx, const Contact& contact, UserId editor);

/// Members that are about to be deleted become addresses that stand for themselves.
void freeMembersOfLists(dbpool::WriteTransaction& tx, std::span<const std::int64_t> contacts, UserId editor);

/// What a client sent, with name and address of each contact as it has them now.
/// @throws Error BadRequest for a contact that the caller cannot read, a list, or one without that address
void resolveMembers(dbpool::ReadSession& session, FolderRights& rights, Draft& draft, std::vector<Member> members);

/// The members that a card names: contacts by their UIDs where the caller may read them, other `mailto:` as addresses.
void resolveCardMembers(dbpool::ReadSession& session, FolderRights& rights, Draft& draft);

}  // namespace groupware::contacts
