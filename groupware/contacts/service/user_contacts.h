#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/contacts/contact.h"
#include "groupware/principals/user.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// The global address book: the context's users as contacts. Internal to the service.
namespace groupware::contacts {

[[nodiscard]] Contact contactOfUser(const principals::User& user);

/// One of them, or nothing.
[[nodiscard]] std::optional<Contact> findUser(dbpool::ReadSession& session, ContactId user);
/// All, by sort name as far as ASCII goes. One statement.
[[nodiscard]] std::vector<Contact> allUsers(dbpool::ReadSession& session);
/// Those changed after a state, oldest change first. One statement.
[[nodiscard]] std::vector<Contact> usersChangedSince(dbpool::ReadSession& session, Seq since);
/// Those that a pattern of search() finds. One statement.
[[nodiscard]] std::vector<Contact> searchUsers(dbpool::ReadSession& session, std::string_view pattern,
                                               bool startLetter);
/// Those that have a word or an address beginning with each of `prefixes`. One statement.
[[nodiscard]] std::vector<Contact> usersWithPrefixes(dbpool::ReadSession& session,
                                                     std::span<const std::string> prefixes);

}  // namespace groupware::contacts
