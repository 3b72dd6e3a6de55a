#include "groupware/formats/vcard/address_label.h"

#include "groupware/formats/vcard/labels.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>

namespace groupware::formats::vcard {
namespace {

constexpr std::string_view kLabel = "LABEL";

std::vector<std::string> sortedTypes(const ContentLine& property) {
    auto types = typesOf(property);
    std::sort(types.begin(), types.end());
    return types;
}

}  // namespace

AddressLabels::AddressLabels(const Card& card) : version_(card.version()) {
    if (version_ == Version::V40) return;
    for (const auto* label : card.all(kLabel)) lines_.emplace(sortedTypes(*label), label);
}

const ContentLine* AddressLabels::lineFor(const ContentLine& address) const {
    if (lines_.empty()) return nullptr;
    const auto found = lines_.find(sortedTypes(address));
    return found == lines_.end() ? nullptr : found->second;
}

std::string AddressLabels::of(const ContentLine& address) const {
    if (const auto text = address.parameter(kLabel)) return std::string(*text);
    const auto* label = lineFor(address);
    return label == nullptr ? std::string() : textOf(*label, version_);
}

void putAddressLabel(Card& card, PropertyId id, const std::string& text) {
    auto* address = card.component().find(id);
    const AddressLabels labels(card);
    if (address == nullptr || labels.of(*address) == text) return;
    if (card.version() == Version::V40 || address->parameter(kLabel)) {
        address->setParameter(kLabel, text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text});
        return;
    }
    const auto* existing = labels.lineFor(*address);
    if (text.empty()) return card.remove(existing->id());
    if (existing != nullptr) return putText(*card.component().find(existing->id()), text, card.version());
    const auto types = typesOf(*address);
    auto& label = *card.component().find(card.component().add(ContentLine(std::string(kLabel), "")));
    putText(label, text, card.version());
    writeTypes(label, types, std::nullopt, card.version());
}

}  // namespace groupware::formats::vcard
