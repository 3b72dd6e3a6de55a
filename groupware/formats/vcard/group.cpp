#include "groupware/formats/vcard/group.h"

#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>

namespace groupware::formats::vcard {
namespace {

constexpr std::array<std::string_view, 2> kKinds{"KIND", "X-ADDRESSBOOKSERVER-KIND"};
constexpr std::array<std::string_view, 2> kMembers{"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"};
constexpr std::string_view kName = "X-CN";

bool isOneOf(const ContentLine& property, const std::array<std::string_view, 2>& names) {
    return std::any_of(names.begin(), names.end(), [&](auto name) { return property.is(name); });
}

bool saysGroup(const ContentLine& property) {
    return isOneOf(property, kKinds) && lines::equal(lines::trimmed(property.value()), "group");
}

/// Apple's names before 4.0.
std::string nameFor(const Card& card, const std::array<std::string_view, 2>& names) {
    return std::string(names[card.version() == Version::V40 ? 0 : 1]);
}

void put(ContentLine& property, const Member& member) {
    property.setValue(member.uri);
    property.setParameter(kName, member.name.empty() ? std::vector<std::string>{} : std::vector{member.name});
}

}  // namespace

bool isGroup(const Card& card) {
    const auto& properties = card.component().properties();
    return std::any_of(properties.begin(), properties.end(), saysGroup);
}

void setGroup(Card& card, bool group) {
    if (isGroup(card) == group) return;
    if (group) {
        for (const auto name : kKinds) card.removeAll(name);
        card.component().add(ContentLine(nameFor(card, kKinds), "group"));
        return;
    }
    std::vector<PropertyId> ids;
    for (const auto& property : card.component().properties()) {
        if (saysGroup(property)) ids.push_back(property.id());
    }
    for (const auto id : ids) card.remove(id);
}

std::vector<Member> members(const Card& card) {
    std::vector<Member> found;
    for (const auto& property : card.component().properties()) {
        if (!isOneOf(property, kMembers)) continue;
        found.push_back({.uri = property.value(),
                         .name = std::string(property.parameter(kName).value_or("")),
                         .origin = property.id()});
    }
    return found;
}

void setMembers(Card& card, const std::vector<Member>& wanted) {
    for (const auto& old : members(card)) {
        const bool stays =
            std::any_of(wanted.begin(), wanted.end(), [&](const Member& each) { return each.origin == old.origin; });
        if (!stays) card.remove(old.origin);
    }
    for (const auto& member : wanted) {
        auto* property = member.origin == 0 ? nullptr : card.component().find(member.origin);
        if (property == nullptr || !isOneOf(*property, kMembers)) {
            const auto id = card.component().add(ContentLine(nameFor(card, kMembers), ""));
            property = card.component().find(id);
        }
        put(*property, member);
    }
}

}  // namespace groupware::formats::vcard
