#include "groupware/contacts/duplicates.h"

#include "groupware/contacts/card_index.h"
#include "groupware/contacts/card_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace groupware::contacts {
namespace {

constexpr std::string_view kMail = "mail";
constexpr std::string_view kTelephone = "telephone";
constexpr std::size_t kShortestNumber = 5;  // what is shorter is an extension or a joke

/// Sets of indices that grow together.
class Sets {
public:
    explicit Sets(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }
    [[nodiscard]] std::size_t find(std::size_t index) {
        while (parents_[index] != index) index = parents_[index] = parents_[parents_[index]];
        return index;
    }
    void join(std::size_t a, std::size_t b) { parents_[std::max(find(a), find(b))] = std::min(find(a), find(b)); }

private:
    std::vector<std::size_t> parents_;
};

struct Key {
    std::string text;
    std::string_view reason;
};

/// First and last name in one order, or the display name; words only.
std::string nameKey(const Fields& fields) {
    const auto& last = valueOf(fields, column::kLastName);
    const auto& first = valueOf(fields, column::kFirstName);
    auto words = wordsOf(last.empty() && first.empty() ? valueOf(fields, column::kDisplayName) : last + ' ' + first);
    std::sort(words.begin(), words.end());
    std::string key;
    for (const auto& word : words) key += word + ' ';
    return key;
}

std::vector<Key> keysOf(const Contact& contact) {
    std::vector<Key> keys;
    for (const int column : {column::kEmail1, column::kEmail2, column::kEmail3}) {
        const auto address = foldedAddress(valueOf(contact.fields, column));
        if (!address.empty()) keys.push_back({.text = address, .reason = kMail});
    }
    const auto name = nameKey(contact.fields);
    if (name.empty()) return keys;
    for (const auto& [column, value] : contact.fields) {
        if (!isTelephone(column)) continue;
        const auto number = foldedNumber(value);
        if (number.size() >= kShortestNumber) keys.push_back({.text = name + '\n' + number, .reason = kTelephone});
    }
    return keys;
}

}  // namespace

std::vector<DuplicateGroup> findDuplicates(std::span<const Contact> contacts) {
    Sets sets(contacts.size());
    std::map<std::string, std::size_t> owners;
    std::vector<std::pair<std::size_t, std::string_view>> matches;
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        if (contacts[i].isList) continue;
        for (auto& key : keysOf(contacts[i])) {
            const auto [owner, added] = owners.emplace(std::move(key.text), i);
            if (added || owner->second == i) continue;
            sets.join(owner->second, i);
            matches.emplace_back(i, key.reason);
        }
    }
    std::map<std::size_t, std::set<std::string>> reasons;
    for (const auto& [index, reason] : matches) reasons[sets.find(index)].emplace(reason);
    std::map<std::size_t, DuplicateGroup> groups;
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        const auto found = reasons.find(sets.find(i));
        if (found == reasons.end()) continue;
        auto& group = groups[found->first];
        group.contacts.push_back(contacts[i].id);
        group.reasons.assign(found->second.begin(), found->second.end());
    }
    std::vector<DuplicateGroup> result;
    for (auto& [first, group] : groups) result.push_back(std::move(group));
    return result;
}

}  // namespace groupware::contacts
