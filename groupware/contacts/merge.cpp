#include "groupware/contacts/merge.h"

#include "groupware/contacts/card_index.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/convert.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;
using vcard::ContentLine;

template <std::size_t size>
bool isOneOf(const ContentLine& line, const std::array<std::string_view, size>& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return line.is(name); });
}

/// About the card itself, not about the person.
bool isBookkeeping(const ContentLine& line) {
    constexpr std::array<std::string_view, 6> kNames{"VERSION", "UID", "REV", "PRODID", "KIND", "X-YOKE-STORED-LINE"};
    return isOneOf(line, kNames);
}

/// At most one in a card: RFC 2426 section 5, RFC 6350 section 6, and what programs show one of.
bool isSingle(const ContentLine& line) {
    constexpr std::array<std::string_view, 9> kNames{"N",     "FN",         "BDAY",      "ANNIVERSARY", "GENDER",
                                                     "CLASS", "BIRTHPLACE", "DEATHDATE", "SORT-STRING"};
    return isOneOf(line, kNames) || formats::lines::upper(line.name()).starts_with("X-YOKE-");
}

/// By what two lines are the same: telephones and addresses however they are written, the rest by its text.
std::string keyOf(const ContentLine& line) {
    const auto value = vcard::decodedValue(line);
    if (line.is("TEL")) return foldedNumber(value);
    return line.is("EMAIL") ? foldedAddress(value) : value;
}

bool has(const vcard::Card& card, const ContentLine& line) {
    const auto key = keyOf(line);
    const auto lines = card.all(line.name());
    return std::any_of(lines.begin(), lines.end(), [&](const ContentLine* each) { return keyOf(*each) == key; });
}

/// Group names of the source that the target does not use.
class Groups {
public:
    explicit Groups(const vcard::Card& target) {
        for (const auto& line : target.component().properties()) used_[formats::lines::lower(line.group())] = "";
    }
    [[nodiscard]] std::string renamed(const std::string& group) {
        if (group.empty()) return group;
        auto& name = names_[formats::lines::lower(group)];
        while (name.empty()) {
            const std::string candidate = "item" + std::to_string(++last_);
            if (!used_.contains(candidate)) name = candidate;
        }
        return name;
    }

private:
    std::map<std::string, std::string> used_;
    std::map<std::string, std::string> names_;
    int last_ = 0;
};

/// Adds a line of `source` under a group name that `result` does not use, and the labels of its group.
void addLine(vcard::Card& result, const vcard::Card& source, const ContentLine& line, Groups& groups) {
    const auto add = [&](ContentLine added) {
        added.setGroup(groups.renamed(line.group()));
        result.component().add(std::move(added));
    };
    add(line);
    if (line.group().empty()) return;
    for (const auto* label : source.all("X-ABLABEL")) {
        if (formats::lines::equal(label->group(), line.group())) add(*label);
    }
}

vcard::Card inVersion(const vcard::Card& card, vcard::Version version) {
    return vcard::convert(card, version == vcard::Version::V21 ? vcard::Version::V30 : version);
}

}  // namespace

vcard::Card merged(const vcard::Card& target, const vcard::Card& source) {
    vcard::Card result = target.version() == vcard::Version::V21 ? inVersion(target, vcard::Version::V30) : target;
    vcard::Card other = source.version() == vcard::Version::V21 ? inVersion(source, vcard::Version::V30) : source;
    if (other.version() != result.version()) other = inVersion(other, result.version());
    Groups groups(result);
    std::string note;
    for (const auto& line : other.component().properties()) {
        if (isBookkeeping(line) || line.is("X-ABLABEL") || has(result, line)) continue;
        if (isSingle(line) && !result.all(line.name()).empty()) {
            const auto text = vcard::textOf(line, other.version());
            const bool empty = text.find_first_not_of("; ") == std::string::npos;
            if (!empty) note += "\n" + formats::lines::upper(line.name()) + ": " + text;
            continue;
        }
        addLine(result, other, line, groups);
    }
    if (!note.empty()) {
        const auto old = result.text("NOTE").value_or("");
        result.setText("NOTE", old.empty() ? note.substr(1) : old + note);
    }
    return result;
}

}  // namespace groupware::contacts
