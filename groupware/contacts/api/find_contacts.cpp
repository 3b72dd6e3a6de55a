#include "groupware/contacts/api/find_contacts.h"

#include "groupware/contacts/api/wire.h"

#include <set>
#include <string>
#include <utility>

namespace groupware::contacts::api {
namespace {

/// The name by which a query finds the contact again; empty if it has none of those that are looked at.
std::string nameOf(const Contact& contact) {
    for (const int column : {column::kDisplayName, column::kCompany, column::kEmail1}) {
        const auto& text = valueOf(contact.fields, column);
        // In a query these would be wildcards.
        if (!text.empty() && text.find_first_of("*?") == std::string::npos) return text;
    }
    return {};
}

}  // namespace

std::vector<engine::FindSuggestion> FindContacts::suggest(const Caller& caller, const std::string& prefix,
                                                          std::size_t limit) const {
    std::vector<engine::FindSuggestion> suggestions;
    std::set<std::string> known;
    for (const Contact& contact : service_.autocomplete(caller, {.text = prefix, .withAddress = false}).contacts) {
        if (suggestions.size() == limit) break;
        auto text = nameOf(contact);
        if (text.empty() || !known.insert(text).second) continue;
        // The folder too: in the global address book ids are those of users.
        suggestions.push_back({.id = std::to_string(contact.folder.value) + '/' + std::to_string(contact.id.value),
                               .text = std::move(text)});
    }
    return suggestions;
}

engine::FindAnswer FindContacts::query(const Caller& caller, const engine::Call& call,
                                       const engine::FindRequest& request) const {
    auto listing = view_.listing(call);
    listing.begin = request.start;
    listing.end = request.start + request.size;
    requirePatternLength(request.text, service_.limits().searchMinimum);
    SearchQuery query{.pattern = request.text.empty() ? "*" : request.text};
    if (request.folder) query.folders = {folderId(*request.folder)};
    auto found = service_.search(caller, query, View::wantsMembers(listing));
    const auto count = found.contacts.size();
    return {.found = count,
            .rows = view_.rows(std::move(found.contacts), listing, caller, call),
            .timestamp = found.timestamp};
}

}  // namespace groupware::contacts::api
