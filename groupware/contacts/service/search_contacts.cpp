#include "groupware/base/error.h"
#include "groupware/base/like_pattern.h"
#include "groupware/base/utf8.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/search_pattern.h"
#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/user_contacts.h"
#include "groupware/contacts/store/contact_reader.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace groupware::contacts {
namespace {

constexpr std::size_t kPatternOctets = 1024;
constexpr std::size_t kWordsLookedUp = 3;  // more of them hardly narrow it further; the rest is compared here

void requirePattern(std::string_view pattern) {
    if (!isUtf8(pattern)) throw Error(ErrorCode::BadRequest, "pattern not UTF-8", "The search text is not UTF-8.");
    if (pattern.size() > kPatternOctets)
        throw Error(ErrorCode::TooLarge, "search pattern too long", "The search text is too long.");
}

bool hasAddress(const Contact& contact) {
    return contact.isList || !valueOf(contact.fields, column::kEmail1).empty() ||
           !valueOf(contact.fields, column::kEmail2).empty() || !valueOf(contact.fields, column::kEmail3).empty();
}

/// Contacts in which all of `words` begin a word; the first few were looked up already.
void keepWithAll(std::vector<Contact>& contacts, std::span<const std::string> words) {
    if (words.size() <= kWordsLookedUp) return;
    const auto rest = words.subspan(kWordsLookedUp);
    std::erase_if(contacts, [&](const Contact& contact) {
        const auto own = indexWords(contact.fields, contact.addresses);
        return !std::all_of(rest.begin(), rest.end(), [&](const std::string& word) {
            return std::any_of(own.begin(), own.end(), [&](const std::string& each) { return each.starts_with(word); });
        });
    });
}

/// Of what a pattern found, what the rest of the query allows.
void keepWanted(std::vector<Contact>& contacts, const SearchQuery& query) {
    std::erase_if(contacts, [&](const Contact& contact) {
        const bool starts = !query.startLetter || matches(sortName(contact.fields), query.pattern, true);
        return !starts || (query.filter && !query.filter(contact));
    });
}

}  // namespace

Contacts ContactService::search(const Caller& caller, const SearchQuery& query, bool withMembers) const {
    requirePattern(query.pattern);
    const auto limit = limits();
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto places = readablePlaces(session, access_, caller, query.folders, query.excluded);
        ContactReader reader(session);
        Contacts result;
        if (query.pattern.empty()) {
            // What only a filter decides has to be looked at, all of it: too much is refused before it is read.
            requireListLength(reader.countAll(places.scope));
            result.contacts = reader.all(places.scope);
        } else {
            const auto pattern = likePattern(query.pattern, query.startLetter ? Match::AtStart : Match::Anywhere);
            // Hits that a filter may still drop are not cut: what comes behind them might be what is looked for.
            result.contacts =
                reader.search(places.scope, pattern, query.filter ? limit.listLength + 1 : limit.searchLength);
            if (query.filter) requireListLength(result.contacts.size());
        }
        if (places.users) {
            auto users =
                query.pattern.empty() ? allUsers(session) : searchUsers(session, query.pattern, query.startLetter);
            std::move(users.begin(), users.end(), std::back_inserter(result.contacts));
        }
        keepWanted(result.contacts, query);
        if (result.contacts.size() > limit.searchLength) result.contacts.resize(limit.searchLength);
        if (withMembers) addMembers(session, result.contacts);
        result.timestamp = session.seq();
        return result;
    });
}

Contacts ContactService::autocomplete(const Caller& caller, const AutocompleteQuery& query) const {
    requirePattern(query.text);
    const auto most = limits().autocompleteLength;
    const bool address = query.text.find('@') != std::string::npos;
    const auto words = address ? std::vector{foldedAddress(query.text)} : wordsOf(query.text);
    const std::vector<FolderId> only = query.folder ? std::vector{*query.folder} : std::vector<FolderId>{};
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto places = readablePlaces(session, access_, caller, only, {});
        Contacts result;
        if (words.empty()) {
            result.timestamp = session.seq();
            return result;
        }
        ContactReader reader(session);
        const std::span<const std::string> looked(words.data(), std::min(words.size(), kWordsLookedUp));
        result.contacts = address ? reader.withAddress(places.scope, words.front(), most)
                                  : reader.withWords(places.scope, looked, most);
        keepWithAll(result.contacts, words);
        if (places.users) {
            auto users = usersWithPrefixes(session, words);
            std::move(users.begin(), users.end(), std::back_inserter(result.contacts));
        }
        if (query.withAddress)
            std::erase_if(result.contacts, [](const Contact& contact) { return !hasAddress(contact); });
        std::stable_sort(result.contacts.begin(), result.contacts.end(),
                         [](const Contact& a, const Contact& b) { return a.useCount > b.useCount; });
        if (result.contacts.size() > most) result.contacts.resize(most);
        result.timestamp = session.seq();
        return result;
    });
}

}  // namespace groupware::contacts
