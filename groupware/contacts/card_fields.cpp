#include "groupware/contacts/card_fields.h"

#include "groupware/contacts/card_addresses.h"
#include "groupware/contacts/card_lines.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/date.h"
#include "groupware/formats/vcard/joined.h"
#include "groupware/formats/vcard/name.h"
#include "groupware/formats/vcard/relation.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;

/// A field that is the text of one property.
struct TextField {
    int column;
    std::string_view property;
};
constexpr std::array kTexts{TextField{column::kDisplayName, "FN"},
                            TextField{column::kProfession, "ROLE"},
                            TextField{column::kNote, "NOTE"},
                            TextField{column::kPosition, "TITLE"},
                            TextField{column::kUrl, "URL"},
                            TextField{column::kYomiFirstName, "X-PHONETIC-FIRST-NAME"},
                            TextField{column::kYomiLastName, "X-PHONETIC-LAST-NAME"},
                            TextField{column::kYomiCompany, "X-PHONETIC-ORG"},
                            TextField{column::kColorLabel, "X-YOKE-COLOR-LABEL"},
                            TextField{512, "X-YOKE-MARITAL-STATUS"},
                            TextField{513, "X-YOKE-NUMBER-OF-CHILDREN"},
                            TextField{521, "X-YOKE-EMPLOYEE-TYPE"},
                            TextField{522, "X-YOKE-ROOM-NUMBER"},
                            TextField{529, "X-YOKE-NUMBER-OF-EMPLOYEES"},
                            TextField{530, "X-YOKE-SALES-VOLUME"},
                            TextField{531, "X-YOKE-TAX-ID"},
                            TextField{532, "X-YOKE-COMMERCIAL-REGISTER"},
                            TextField{533, "X-YOKE-BRANCHES"},
                            TextField{534, "X-YOKE-BUSINESS-CATEGORY"},
                            TextField{535, "X-YOKE-INFO"},
                            TextField{column::kDefaultAddress, "X-YOKE-DEFAULT-ADDRESS"}};

struct RelationField {
    int column;
    vcard::Relation relation;
};
constexpr std::array kRelations{RelationField{column::kSpouse, vcard::Relation::Spouse},
                                RelationField{column::kManager, vcard::Relation::Manager},
                                RelationField{column::kAssistant, vcard::Relation::Assistant}};

/// A field that is a part of N.
struct NameField {
    int column;
    std::string vcard::Name::*part;
};
constexpr std::array kNameParts{
    NameField{column::kFirstName, &vcard::Name::given}, NameField{column::kLastName, &vcard::Name::family},
    NameField{column::kSecondName, &vcard::Name::additional}, NameField{column::kSuffix, &vcard::Name::suffixes},
    NameField{column::kTitle, &vcard::Name::prefixes}};

constexpr int kUserFields = 20;
constexpr std::string_view kFileAs = "X-YOKE-FILE-AS";
constexpr std::string_view kForeignFileAs = "X-EVOLUTION-FILE-AS";
constexpr std::string_view kClass = "CLASS";
constexpr char kCompanySeparator = ',';  // which many clients do not escape in "Example, Inc."

std::string userFieldProperty(int number) {
    std::array<char, 32> name{};
    const int length = std::snprintf(name.data(), name.size(), "X-YOKE-USERFIELD-%02d", number);
    return {name.data(), static_cast<std::size_t>(length)};
}

/// The text property of a column, or nothing.
std::optional<std::string> textProperty(const vcard::Card& card, int column) {
    const auto* const found =
        std::find_if(kTexts.begin(), kTexts.end(), [column](const TextField& field) { return field.column == column; });
    if (found != kTexts.end()) return std::string(found->property);
    const int userField = column - column::kUserField1 + 1;
    if (userField >= 1 && userField <= kUserFields) return userFieldProperty(userField);
    if (column != column::kFileAs) return std::nullopt;
    const bool foreign = card.preferred(kFileAs) == nullptr && card.preferred(kForeignFileAs) != nullptr;
    return std::string(foreign ? kForeignFileAs : kFileAs);
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + item;
    return text;
}

std::vector<std::string> items(std::string_view text) {
    std::vector<std::string> list;
    while (!text.empty()) {
        const auto end = std::min(text.find(", "), text.size());
        list.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return list;
}

std::string dateText(const std::optional<vcard::PartialDate>& date) {
    if (!date || !date->month || !date->day) return {};
    std::array<char, 32> text{};
    const int length =
        date->year ? std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", *date->year, *date->month, *date->day)
                   : std::snprintf(text.data(), text.size(), "--%02u-%02u", *date->month, *date->day);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<vcard::PartialDate> dateFrom(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return vcard::parseDate(text.starts_with("--") ? "--" + text.substr(2, 2) + text.substr(5) : text);
}

/// As the field can be: clients' cards know no such rules.
std::string fitting(const Field& field, std::string value) {
    if (field.kind != FieldKind::Lines) {
        std::replace_if(
            value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7F'; },
            ' ');
    }
    std::size_t characters = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const bool first = (static_cast<unsigned char>(value[i]) & 0xC0U) != 0x80U;
        if (first && ++characters > field.maxCharacters) {
            value.resize(i);
            break;
        }
    }
    return normalized(field, value);
}

void readTexts(const vcard::Card& card, Fields& fields) {
    const auto put = [&](int column) { fields[column] = card.text(*textProperty(card, column)).value_or(""); };
    for (const auto& field : kTexts) put(field.column);
    for (int number = 0; number < kUserFields; ++number) put(column::kUserField1 + number);
    put(column::kFileAs);
}

void readRest(const vcard::Card& card, Fields& fields) {
    const auto name = vcard::nameOf(card);
    for (const auto& field : kNameParts) fields[field.column] = name.*(field.part);
    const auto organisation = vcard::joinedComponents(card.structured("ORG"), 2, kCompanySeparator);
    fields[column::kCompany] = organisation[0];
    fields[column::kDepartment] = organisation[1];
    for (const auto& field : kRelations) {
        fields[field.column] = vcard::relatedName(card, field.relation).value_or("");
    }
    fields[column::kBirthday] = dateText(vcard::birthday(card));
    fields[column::kAnniversary] = dateText(vcard::anniversary(card));
    fields[column::kCategories] = joined(card.list("CATEGORIES"));
    fields[column::kNickname] = joined(card.list("NICKNAME"));
    const auto access = formats::lines::upper(card.text(kClass).value_or(""));
    if (access == "PRIVATE" || access == "CONFIDENTIAL") fields[column::kPrivate] = "1";
}

void writeName(const Fields& change, vcard::Card& card) {
    auto name = vcard::nameOf(card);
    bool changed = false;
    for (const auto& field : kNameParts) {
        const auto found = change.find(field.column);
        if (found == change.end()) continue;
        name.*(field.part) = found->second;
        changed = true;
    }
    if (changed) vcard::setName(card, name);
}

void writeCompany(const Fields& change, vcard::Card& card) {
    const auto company = change.find(column::kCompany);
    const auto department = change.find(column::kDepartment);
    if (company == change.end() && department == change.end()) return;
    auto old = card.structured("ORG");
    auto texts = vcard::joinedComponents(old, 2, kCompanySeparator);
    if (company != change.end()) texts[0] = company->second;
    if (department != change.end()) texts[1] = department->second;
    card.setStructured("ORG", vcard::mergedComponents(std::move(old), texts, kCompanySeparator));
}

void writeOne(int column, const std::string& value, vcard::Card& card) {
    if (const auto property = textProperty(card, column)) return card.setText(*property, value);
    for (const auto& field : kRelations) {
        if (field.column == column) return vcard::setRelatedName(card, field.relation, value);
    }
    switch (column) {
        case column::kBirthday: return vcard::setBirthday(card, dateFrom(value));
        case column::kAnniversary: return vcard::setAnniversary(card, dateFrom(value));
        case column::kCategories: return card.setList("CATEGORIES", items(value));
        case column::kNickname: return card.setList("NICKNAME", items(value));
        case column::kPrivate: return card.setText(kClass, value.empty() ? "" : "PRIVATE");
        default: return;  // a part of something that was written before
    }
}

void nameCard(vcard::Card& card) {
    if (!card.text("FN").value_or("").empty()) return;
    const auto name = displayNameFor(fieldsOf(card));
    if (!name.empty()) card.setText("FN", name);
}

}  // namespace

Fields fieldsOf(const vcard::Card& card) {
    Fields fields;
    readTexts(card, fields);
    readRest(card, fields);
    readAddresses(card, fields);
    readLines(card, fields);
    for (auto at = fields.begin(); at != fields.end();) {
        if (!at->second.empty()) at->second = fitting(*findField(at->first), std::move(at->second));
        at = at->second.empty() ? fields.erase(at) : std::next(at);
    }
    return fields;
}

void setFields(const Fields& change, vcard::Card& card) {
    const auto current = fieldsOf(card);
    Fields different;
    for (const auto& [column, value] : change) {
        if (valueOf(current, column) != value) different.emplace(column, value);
    }
    writeName(different, card);
    writeCompany(different, card);
    writeAddresses(different, card);
    writeLines(different, card);
    for (const auto& [column, value] : different) writeOne(column, value, card);
    nameCard(card);
}

std::string displayNameFor(const Fields& fields) {
    const auto& last = valueOf(fields, column::kLastName);
    const auto& first = valueOf(fields, column::kFirstName);
    if (!last.empty() && !first.empty()) return last + ", " + first;
    constexpr std::array kNaming{column::kLastName, column::kFirstName, column::kCompany, column::kEmail1,
                                 column::kEmail2,   column::kEmail3,    column::kNickname};
    for (const int column : kNaming) {
        if (const auto& name = valueOf(fields, column); !name.empty()) return name;
    }
    const auto telephone =
        std::find_if(fields.begin(), fields.end(), [](const auto& field) { return isTelephone(field.first); });
    return telephone == fields.end() ? std::string() : telephone->second;
}

vcard::Card newCard(std::string_view uid) {
    vcard::Card card(vcard::Version::V30);
    card.component().add(vcard::ContentLine("N", ";;;;"));
    card.setText("UID", std::string(uid));
    return card;
}

}  // namespace groupware::contacts
