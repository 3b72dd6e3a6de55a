#include "groupware/contacts/card_addresses.h"

#include "groupware/formats/vcard/entries.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;
using Entry = vcard::Entry<vcard::Address>;

struct AddressField {
    int column;
    std::string vcard::Address::*part;
};
struct Kind {
    std::string_view type;
    std::array<AddressField, 6> fields;
};
using vcard::Address;
constexpr std::array<Kind, 3> kKinds{
    Kind{"home",
         {AddressField{506, &Address::street}, AddressField{507, &Address::postalCode},
          AddressField{508, &Address::locality}, AddressField{509, &Address::region},
          AddressField{510, &Address::country}, AddressField{613, &Address::formatted}}},
    Kind{"work",
         {AddressField{523, &Address::street}, AddressField{525, &Address::postalCode},
          AddressField{526, &Address::locality}, AddressField{527, &Address::region},
          AddressField{528, &Address::country}, AddressField{614, &Address::formatted}}},
    Kind{"",
         {AddressField{538, &Address::street}, AddressField{540, &Address::postalCode},
          AddressField{539, &Address::locality}, AddressField{598, &Address::region},
          AddressField{541, &Address::country}, AddressField{615, &Address::formatted}}}};

std::string_view kindOf(const Entry& entry) {
    if (entry.labels.has("home")) return "home";
    return entry.labels.has("work") ? "work" : "";
}

std::vector<Entry>::iterator find(std::vector<Entry>& entries, const Kind& kind) {
    return std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return kindOf(entry) == kind.type; });
}

/// True if the change names a part of that address.
bool change(const Fields& wanted, const Kind& kind, std::vector<Entry>& entries) {
    const bool named = std::any_of(kind.fields.begin(), kind.fields.end(),
                                   [&](const AddressField& field) { return wanted.contains(field.column); });
    if (!named) return false;
    auto at = find(entries, kind);
    if (at == entries.end()) {
        Entry added;
        if (!kind.type.empty()) added.labels.types.emplace_back(kind.type);
        at = entries.insert(entries.end(), added);
    }
    for (const auto& field : kind.fields) {
        const auto value = wanted.find(field.column);
        if (value != wanted.end()) at->value.*(field.part) = value->second;
    }
    if (at->value == Address{}) entries.erase(at);
    return true;
}

}  // namespace

void readAddresses(const vcard::Card& card, Fields& fields) {
    auto entries = vcard::addresses(card);
    for (const auto& kind : kKinds) {
        const auto at = find(entries, kind);
        if (at == entries.end()) continue;
        for (const auto& field : kind.fields) fields[field.column] = at->value.*(field.part);
    }
}

void writeAddresses(const Fields& wanted, vcard::Card& card) {
    auto entries = vcard::addresses(card);
    bool changed = false;
    for (const auto& kind : kKinds) changed = change(wanted, kind, entries) || changed;
    if (changed) vcard::setAddresses(card, entries);
}

}  // namespace groupware::contacts
