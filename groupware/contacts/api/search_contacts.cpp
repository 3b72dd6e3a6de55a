#include "groupware/contacts/api/search_contacts.h"

#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/search_pattern.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace groupware::contacts::api {
namespace {

/// What the client wants of one field.
struct Wanted {
    int column;
    std::string pattern;
};

std::vector<FolderId> foldersOf(const json::Object& body, const std::string& name) {
    std::vector<FolderId> folders;
    if (!body.has(name) || body.isNull(name)) return folders;
    const json::Value value = body.get(name);
    if (value.type() != typeid(json::Array::Ptr)) return {folderId(json::textOf(value, name))};
    const auto list = json::array(body, name);
    for (const auto& each : *list) folders.push_back(folderId(json::textOf(each, name)));
    return folders;
}

std::vector<Wanted> wantedOf(const json::Object& body) {
    constexpr std::array kColumns{column::kLastName, column::kFirstName, column::kDisplayName, column::kEmail1,
                                  column::kEmail2,   column::kEmail3,    column::kCompany,     column::kCategories};
    std::vector<Wanted> wanted;
    for (const int column : kColumns) {
        const auto pattern = json::text(body, std::string(findField(column)->name));
        if (pattern && !pattern->empty()) wanted.push_back({.column = column, .pattern = *pattern});
    }
    return wanted;
}

bool hasAddress(const Contact& contact) {
    return contact.isList || contact.fields.contains(column::kEmail1) || contact.fields.contains(column::kEmail2) ||
           contact.fields.contains(column::kEmail3);
}

SearchQuery queryOf(const json::Object& body) {
    SearchQuery query{.pattern = json::text(body, "pattern").value_or(""),
                      .startLetter = json::flag(body, "startletter").value_or(false),
                      .folders = foldersOf(body, "folder"),
                      .excluded = foldersOf(body, "exclude_folders")};
    const bool any = json::flag(body, "orSearch").value_or(false);
    const bool exact = json::flag(body, "exactMatch").value_or(false);
    const bool withAddress = json::flag(body, "emailAutoComplete").value_or(false);
    const auto wanted = wantedOf(body);
    if (wanted.empty() && !withAddress) {
        if (query.pattern.empty()) query.pattern = "*";
        return query;
    }
    query.filter = [wanted, any, exact, withAddress](const Contact& contact) {
        if (withAddress && !hasAddress(contact)) return false;
        const auto holds = [&](const Wanted& each) {
            return matches(valueOf(contact.fields, each.column), exact ? each.pattern : each.pattern + '*', exact);
        };
        if (wanted.empty()) return true;
        return any ? std::any_of(wanted.begin(), wanted.end(), holds)
                   : std::all_of(wanted.begin(), wanted.end(), holds);
    };
    return query;
}

}  // namespace

engine::Result SearchContacts::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto body = json::requireObject(call.json(), "the search");
    auto query = queryOf(*body);
    if (!query.filter && !query.startLetter) requirePatternLength(query.pattern, service_.limits().searchMinimum);
    auto found = service_.search(caller, query, View::wantsMembers(listing));
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
