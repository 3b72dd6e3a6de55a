#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/contacts/contact.h"
#include "groupware/contacts/stored_card.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::contacts {

/// Whose contacts a reader of a folder sees: all but others' private ones, or only his own.
struct Reader {
    UserId user;
    bool ownOnly = false;
};

/// Where to look for contacts. The two lists together; at most one entry per folder.
struct SearchScope {
    std::vector<std::int64_t> folders{};     ///< what others made too
    std::vector<std::int64_t> ownFolders{};  ///< only what `user` made
    UserId user;
};

/// Which column a day range is about.
enum class Anniversary { Birthday, Anniversary };

/// Reads contacts of the session's context, without their members, cards and pictures unless it says so. Works on a
/// replica or inside a transaction.
class ContactReader {
public:
    explicit ContactReader(dbpool::ReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<Contact> find(ContactId id);
    /// With its card, without the lines that are kept apart.
    [[nodiscard]] std::optional<std::pair<Contact, std::string>> findWithCard(ContactId id);
    /// Those of `ids` that exist, in no order.
    [[nodiscard]] std::vector<Contact> findAll(std::span<const std::int64_t> ids);
    /// Their cards, by contact, without the lines that are kept apart.
    [[nodiscard]] std::map<ContactId, std::string> cards(std::span<const std::int64_t> ids);
    /// The lines kept apart of those that have some, by contact and index.
    [[nodiscard]] std::map<ContactId, std::vector<std::string>> lines(std::span<const std::int64_t> ids);
    /// Members of distribution lists, in their order.
    [[nodiscard]] std::map<ContactId, std::vector<Member>> members(std::span<const std::int64_t> lists);
    /// Lists that a contact is a member of, `limit` at most.
    [[nodiscard]] std::vector<std::int64_t> listsWith(std::span<const std::int64_t> contacts, std::size_t limit);

    /// The folder's contacts in the order of their sort names, `limit` of them at most.
    [[nodiscard]] std::vector<Contact> list(FolderId folder, const Reader& reader, std::size_t limit);
    /// Those that were created, changed or moved here after `since`, oldest change first. Private ones of others too:
    /// who sees them as deleted must hear of them.
    [[nodiscard]] std::vector<Contact> changedSince(FolderId folder, Seq since);
    /// Those behind (`seq`, `id`) in the order of change, `limit` of them at most, whoever made them.
    [[nodiscard]] std::vector<Contact> behind(FolderId folder, Seq seq, ContactId id, std::size_t limit);
    /// Any contacts of a folder by id, for whoever empties it.
    [[nodiscard]] std::vector<Contact> batch(FolderId folder, std::size_t limit);
    /// Contacts that `user` created or changed last, by id; `limit` of them at most. Looks through all of the
    /// context's.
    [[nodiscard]] std::vector<Contact> touchedBy(UserId user, std::size_t limit);
    /// Contacts per folder; folders without any are absent.
    [[nodiscard]] std::map<FolderId, std::int64_t> count(std::span<const std::int64_t> folders);

    /// Contacts that have a word beginning with each of `prefixes` (1 to 3), the most used first. One statement finds
    /// ids for each list of the scope that is not empty, and one reads the contacts.
    [[nodiscard]] std::vector<Contact> withWords(const SearchScope& scope, std::span<const std::string> prefixes,
                                                 std::size_t limit);
    /// Likewise, with an address that begins with `prefix`.
    [[nodiscard]] std::vector<Contact> withAddress(const SearchScope& scope, std::string_view prefix,
                                                   std::size_t limit);
    /// Contacts in which a name, the company, the categories or an address matches, in the order of their sort names.
    /// @param pattern  in LIKE's language
    [[nodiscard]] std::vector<Contact> search(const SearchScope& scope, std::string_view pattern, std::size_t limit);
    /// All contacts of the scope, for what no index answers, in the order of their sort names. Ask countAll() first:
    /// results are held in memory as a whole.
    [[nodiscard]] std::vector<Contact> all(const SearchScope& scope);
    /// How many those are. One statement for each list of the scope that is not empty.
    [[nodiscard]] std::size_t countAll(const SearchScope& scope);
    /// Contacts with a day between two, both included, as month * 100 + day; in the order of the days.
    [[nodiscard]] std::vector<Contact> withDay(const SearchScope& scope, Anniversary what, int first, int last,
                                               std::size_t limit);

    /// Ids of the folder's contacts with that UID.
    [[nodiscard]] std::vector<ContactId> withUid(FolderId folder, std::string_view uid);
    /// Which of `addresses`, as foldedAddress() makes them, contacts of these folders have.
    struct Place {
        ContactId contact{};
        FolderId folder{};
    };
    [[nodiscard]] std::map<std::string, Place> owners(std::span<const std::int64_t> folders,
                                                      const std::vector<std::string>& addresses);
    /// Which of these resource names the folder has.
    [[nodiscard]] std::set<std::string> takenNames(FolderId folder, const std::vector<std::string>& names);
    /// Contacts of the context with those UIDs; several may have the same.
    [[nodiscard]] std::vector<std::pair<std::string, ContactId>> withUids(const std::vector<std::string>& uids);

private:
    template <class Query>
    std::vector<Contact> inScope(const SearchScope& scope, const Query& query);
    /// The first `limit` of those whose ids a query finds, in its order.
    template <class Query>
    std::vector<Contact> firstInScope(const SearchScope& scope, std::size_t limit, const Query& query);

    dbpool::ReadSession& session_;
};

}  // namespace groupware::contacts
