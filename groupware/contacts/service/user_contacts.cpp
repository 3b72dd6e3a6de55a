#include "groupware/contacts/service/user_contacts.h"

#include "groupware/contacts/card_index.h"
#include "groupware/contacts/search_pattern.h"
#include "groupware/folders/folder.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/principals/store/user_store.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace groupware::contacts {
namespace {

/// Small letters, for comparisons that the database does not make.
std::string small(std::string_view text) {
    return formats::lines::lower(text);
}

std::vector<Contact> asContacts(const std::vector<principals::User>& users) {
    std::vector<Contact> contacts;
    contacts.reserve(users.size());
    for (const auto& user : users) contacts.push_back(contactOfUser(user));
    return contacts;
}

bool hasPrefix(const Contact& contact, const std::string& prefix) {
    for (const int column : {column::kEmail1, column::kEmail2, column::kEmail3}) {
        if (foldedAddress(valueOf(contact.fields, column)).starts_with(prefix)) return true;
    }
    const auto words = indexWords(contact.fields, contact.addresses);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.starts_with(prefix); });
}

}  // namespace

Contact contactOfUser(const principals::User& user) {
    Contact contact{.id = {user.id.value},
                    .folder = folders::kGlobalAddressBook,
                    .name = "user-" + std::to_string(user.id.value) + ".vcf",
                    .uid = "user-" + std::to_string(user.id.value),
                    .fields = user.contact,
                    .user = user.id,
                    .createdBy = principals::kContextAdmin,
                    .createdAt = Instant(std::chrono::milliseconds(user.createdSeq.value)),
                    .changedBy = principals::kContextAdmin,
                    .createdSeq = user.createdSeq,
                    .seq = user.seq};
    const std::array<std::pair<int, const std::string*>, 6> own{{{column::kDisplayName, &user.displayName},
                                                                 {column::kFirstName, &user.givenName},
                                                                 {column::kLastName, &user.surname},
                                                                 {column::kEmail1, &user.email},
                                                                 {column::kCompany, &user.company},
                                                                 {column::kDepartment, &user.department}}};
    for (const auto& [column, value] : own) {
        if (!value->empty()) contact.fields[column] = *value;
    }
    if (!user.email.empty()) contact.addresses.push_back(user.email);
    contact.addresses.insert(contact.addresses.end(), user.aliases.begin(), user.aliases.end());
    return contact;
}

std::optional<Contact> findUser(dbpool::ReadSession& session, ContactId user) {
    const auto found = principals::UserReader(session).find(UserId{user.value});
    return found ? std::optional(contactOfUser(*found)) : std::nullopt;
}

std::vector<Contact> allUsers(dbpool::ReadSession& session) {
    auto contacts = asContacts(principals::UserReader(session).list());
    std::vector<std::pair<std::string, std::size_t>> order;
    order.reserve(contacts.size());
    for (std::size_t i = 0; i < contacts.size(); ++i) order.emplace_back(small(sortName(contacts[i].fields)), i);
    std::sort(order.begin(), order.end());
    std::vector<Contact> sorted;
    sorted.reserve(contacts.size());
    for (const auto& entry : order) sorted.push_back(std::move(contacts[entry.second]));
    return sorted;
}

std::vector<Contact> usersChangedSince(dbpool::ReadSession& session, Seq since) {
    return asContacts(principals::UserReader(session).changedSince(since));
}

std::vector<Contact> searchUsers(dbpool::ReadSession& session, std::string_view pattern, bool startLetter) {
    auto contacts = allUsers(session);
    std::erase_if(contacts, [&](const Contact& contact) {
        if (startLetter) return !matches(sortName(contact.fields), pattern, true);
        constexpr std::array kSearched{column::kDisplayName, column::kFirstName, column::kLastName, column::kCompany,
                                       column::kEmail1};
        return std::none_of(kSearched.begin(), kSearched.end(),
                            [&](int column) { return matches(valueOf(contact.fields, column), pattern, false); });
    });
    return contacts;
}

std::vector<Contact> usersWithPrefixes(dbpool::ReadSession& session, std::span<const std::string> prefixes) {
    // The directory's own search looks for a text anywhere in names and addresses: what begins so is among that.
    auto contacts = prefixes.empty() ? std::vector<Contact>{}
                                     : asContacts(principals::UserReader(session).search(prefixes.front()));
    std::erase_if(contacts, [&](const Contact& contact) {
        return !std::all_of(prefixes.begin(), prefixes.end(),
                            [&](const std::string& prefix) { return hasPrefix(contact, small(prefix)); });
    });
    return contacts;
}

}  // namespace groupware::contacts
