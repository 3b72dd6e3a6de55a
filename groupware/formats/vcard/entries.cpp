#include "groupware/formats/vcard/entries.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/address_label.h"
#include "groupware/formats/vcard/joined.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>

namespace groupware::formats::vcard {
namespace {

constexpr std::string_view kTelephoneScheme = "tel:";
constexpr std::size_t kAddressComponents = 7;
constexpr char kLineSeparator = '\n';

template <typename Value, typename Read>
std::vector<Entry<Value>> entriesOf(const Card& card, std::string_view name, const Read& read) {
    const GroupLabels groups(card);
    std::vector<Entry<Value>> entries;
    for (const auto* property : card.all(name)) {
        entries.push_back({.value = read(*property), .labels = labelsOf(groups, *property), .origin = property->id()});
    }
    return entries;
}

/// @param put  called with the id of a property and the value that it shall have
template <typename Value, typename Put>
void setEntries(Card& card, std::string_view name, const std::vector<Entry<Value>>& entries, const Put& put) {
    for (const auto id : card.ids(name)) {
        const bool stays = std::any_of(entries.begin(), entries.end(), [id](const auto& e) { return e.origin == id; });
        if (!stays) card.remove(id);
    }
    for (const auto& entry : entries) {
        const auto* property = card.component().find(entry.origin);
        const bool exists = entry.origin != 0 && property != nullptr && property->is(name);
        const auto id = exists ? entry.origin : card.component().add(ContentLine(std::string(name), ""));
        put(id, entry.value);
        putLabels(card, id, entry.labels);
    }
}

std::string numberOf(const ContentLine& property, Version version) {
    auto text = textOf(property, version);
    const bool isUri = lines::equal(std::string_view(text).substr(0, kTelephoneScheme.size()), kTelephoneScheme);
    return isUri ? text.substr(kTelephoneScheme.size()) : text;
}

Address addressOf(const ContentLine& property, Version version, const AddressLabels& labels) {
    const auto parts = joinedComponents(structuredOf(property, version), kAddressComponents, kLineSeparator);
    return {.postOfficeBox = parts[0],
            .extended = parts[1],
            .street = parts[2],
            .locality = parts[3],
            .region = parts[4],
            .postalCode = parts[5],
            .country = parts[6],
            .formatted = labels.of(property)};
}

void putAddress(Card& card, PropertyId id, const Address& address) {
    auto& property = *card.component().find(id);
    const auto old = structuredOf(property, card.version());
    const auto merged = mergedComponents(old,
                                         {address.postOfficeBox, address.extended, address.street, address.locality,
                                          address.region, address.postalCode, address.country},
                                         kLineSeparator);
    putStructured(property, merged, card.version());
}

}  // namespace

std::vector<TextEntry> textEntries(const Card& card, std::string_view name) {
    return entriesOf<std::string>(card, name, [&](const auto& property) { return textOf(property, card.version()); });
}

void setTextEntries(Card& card, std::string_view name, const std::vector<TextEntry>& entries) {
    setEntries(card, name, entries, [&](PropertyId id, const std::string& text) {
        putText(*card.component().find(id), text, card.version());
    });
}

std::vector<TextEntry> telephones(const Card& card) {
    return entriesOf<std::string>(card, "TEL",
                                  [&](const auto& property) { return numberOf(property, card.version()); });
}

void setTelephones(Card& card, const std::vector<TextEntry>& entries) {
    setEntries(card, "TEL", entries, [&](PropertyId id, const std::string& number) {
        auto& property = *card.component().find(id);
        if (numberOf(property, card.version()) == number) return;
        property.removeParameter("VALUE");  // a changed number may be anything: a text, which is the default
        putText(property, number, card.version());
    });
}

std::vector<Entry<Address>> addresses(const Card& card) {
    const AddressLabels labels(card);
    return entriesOf<Address>(card, "ADR",
                              [&](const auto& property) { return addressOf(property, card.version(), labels); });
}

void setAddresses(Card& card, const std::vector<Entry<Address>>& entries) {
    // The label property of a card before 4.0 is found by types: read before these change, and written after.
    std::vector<PropertyId> written;
    setEntries(card, "ADR", entries, [&](PropertyId id, const Address& address) {
        putAddress(card, id, address);
        written.push_back(id);
    });
    const AddressLabels labels(card);
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (labels.of(*card.component().find(written[i])) != entries[i].value.formatted) changed.push_back(i);
    }
    for (const auto i : changed) putAddressLabel(card, written[i], entries[i].value.formatted);
}

}  // namespace groupware::formats::vcard
