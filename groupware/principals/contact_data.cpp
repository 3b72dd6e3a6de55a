#include "groupware/principals/contact_data.h"

#include "groupware/principals/text_rules.h"
#include "groupware/principals/user.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace groupware::principals {
namespace {

constexpr std::size_t kMaxNoteLength = 10'000;
constexpr std::size_t kDateLength = 10;  // of 2026-11-20

// The names of the JSON API's contacts.
constexpr std::array kFields{
    ContactField{100, "categories", "Categories", ContactKind::Text, kMaxNameLength},
    ContactField{503, "second_name", "Middle name", ContactKind::Text, kMaxNameLength},
    ContactField{504, "suffix", "Suffix", ContactKind::Text, kMaxNameLength},
    ContactField{505, "title", "Title", ContactKind::Text, kMaxNameLength},
    ContactField{506, "street_home", "Private street", ContactKind::Lines, kMaxNameLength},
    ContactField{507, "postal_code_home", "Private postal code", ContactKind::Text, kMaxNameLength},
    ContactField{508, "city_home", "Private city", ContactKind::Text, kMaxNameLength},
    ContactField{509, "state_home", "Private state", ContactKind::Text, kMaxNameLength},
    ContactField{510, "country_home", "Private country", ContactKind::Text, kMaxNameLength},
    ContactField{511, "birthday", "Birthday", ContactKind::Date, kDateLength},
    ContactField{512, "marital_status", "Marital status", ContactKind::Text, kMaxNameLength},
    ContactField{513, "number_of_children", "Number of children", ContactKind::Text, kMaxNameLength},
    ContactField{514, "profession", "Profession", ContactKind::Text, kMaxNameLength},
    ContactField{515, "nickname", "Nickname", ContactKind::Text, kMaxNameLength},
    ContactField{516, "spouse_name", "Name of the spouse", ContactKind::Text, kMaxNameLength},
    ContactField{517, "anniversary", "Anniversary", ContactKind::Date, kDateLength},
    ContactField{518, "note", "Note", ContactKind::Lines, kMaxNoteLength},
    ContactField{520, "position", "Position", ContactKind::Text, kMaxNameLength},
    ContactField{521, "employee_type", "Type of employment", ContactKind::Text, kMaxNameLength},
    ContactField{522, "room_number", "Room number", ContactKind::Text, kMaxNameLength},
    ContactField{523, "street_business", "Business street", ContactKind::Lines, kMaxNameLength},
    ContactField{525, "postal_code_business", "Business postal code", ContactKind::Text, kMaxNameLength},
    ContactField{526, "city_business", "Business city", ContactKind::Text, kMaxNameLength},
    ContactField{527, "state_business", "Business state", ContactKind::Text, kMaxNameLength},
    ContactField{528, "country_business", "Business country", ContactKind::Text, kMaxNameLength},
    ContactField{529, "number_of_employees", "Number of employees", ContactKind::Text, kMaxNameLength},
    ContactField{530, "sales_volume", "Sales volume", ContactKind::Text, kMaxNameLength},
    ContactField{531, "tax_id", "Tax id", ContactKind::Text, kMaxNameLength},
    ContactField{532, "commercial_register", "Commercial register", ContactKind::Text, kMaxNameLength},
    ContactField{533, "branches", "Branches", ContactKind::Text, kMaxNameLength},
    ContactField{534, "business_category", "Business category", ContactKind::Text, kMaxNameLength},
    ContactField{535, "info", "Information", ContactKind::Lines, kMaxNameLength},
    ContactField{536, "manager_name", "Name of the manager", ContactKind::Text, kMaxNameLength},
    ContactField{537, "assistant_name", "Name of the assistant", ContactKind::Text, kMaxNameLength},
    ContactField{538, "street_other", "Other street", ContactKind::Lines, kMaxNameLength},
    ContactField{539, "city_other", "Other city", ContactKind::Text, kMaxNameLength},
    ContactField{540, "postal_code_other", "Other postal code", ContactKind::Text, kMaxNameLength},
    ContactField{541, "country_other", "Other country", ContactKind::Text, kMaxNameLength},
    ContactField{542, "telephone_business1", "Business telephone 1", ContactKind::Text, kMaxNameLength},
    ContactField{543, "telephone_business2", "Business telephone 2", ContactKind::Text, kMaxNameLength},
    ContactField{544, "fax_business", "Business fax", ContactKind::Text, kMaxNameLength},
    ContactField{545, "telephone_callback", "Callback telephone", ContactKind::Text, kMaxNameLength},
    ContactField{546, "telephone_car", "Car telephone", ContactKind::Text, kMaxNameLength},
    ContactField{547, "telephone_company", "Company telephone", ContactKind::Text, kMaxNameLength},
    ContactField{548, "telephone_home1", "Private telephone 1", ContactKind::Text, kMaxNameLength},
    ContactField{549, "telephone_home2", "Private telephone 2", ContactKind::Text, kMaxNameLength},
    ContactField{550, "fax_home", "Private fax", ContactKind::Text, kMaxNameLength},
    ContactField{551, "cellular_telephone1", "Mobile telephone 1", ContactKind::Text, kMaxNameLength},
    ContactField{552, "cellular_telephone2", "Mobile telephone 2", ContactKind::Text, kMaxNameLength},
    ContactField{553, "telephone_other", "Other telephone", ContactKind::Text, kMaxNameLength},
    ContactField{554, "fax_other", "Other fax", ContactKind::Text, kMaxNameLength},
    ContactField{556, "email2", "Second e-mail address", ContactKind::Text, kMaxNameLength},
    ContactField{557, "email3", "Third e-mail address", ContactKind::Text, kMaxNameLength},
    ContactField{558, "url", "Web address", ContactKind::Text, kMaxNameLength},
    ContactField{559, "telephone_isdn", "ISDN telephone", ContactKind::Text, kMaxNameLength},
    ContactField{560, "telephone_pager", "Pager", ContactKind::Text, kMaxNameLength},
    ContactField{561, "telephone_primary", "Primary telephone", ContactKind::Text, kMaxNameLength},
    ContactField{562, "telephone_radio", "Radio telephone", ContactKind::Text, kMaxNameLength},
    ContactField{563, "telephone_telex", "Telex", ContactKind::Text, kMaxNameLength},
    ContactField{564, "telephone_ttytdd", "Text telephone", ContactKind::Text, kMaxNameLength},
    ContactField{565, "instant_messenger1", "Instant messenger 1", ContactKind::Text, kMaxNameLength},
    ContactField{566, "instant_messenger2", "Instant messenger 2", ContactKind::Text, kMaxNameLength},
    ContactField{567, "telephone_ip", "IP telephone", ContactKind::Text, kMaxNameLength},
    ContactField{568, "telephone_assistant", "Telephone of the assistant", ContactKind::Text, kMaxNameLength},
    ContactField{571, "userfield01", "User field 1", ContactKind::Text, kMaxNameLength},
    ContactField{572, "userfield02", "User field 2", ContactKind::Text, kMaxNameLength},
    ContactField{573, "userfield03", "User field 3", ContactKind::Text, kMaxNameLength},
    ContactField{574, "userfield04", "User field 4", ContactKind::Text, kMaxNameLength},
    ContactField{575, "userfield05", "User field 5", ContactKind::Text, kMaxNameLength},
    ContactField{576, "userfield06", "User field 6", ContactKind::Text, kMaxNameLength},
    ContactField{577, "userfield07", "User field 7", ContactKind::Text, kMaxNameLength},
    ContactField{578, "userfield08", "User field 8", ContactKind::Text, kMaxNameLength},
    ContactField{579, "userfield09", "User field 9", ContactKind::Text, kMaxNameLength},
    ContactField{580, "userfield10", "User field 10", ContactKind::Text, kMaxNameLength},
    ContactField{581, "userfield11", "User field 11", ContactKind::Text, kMaxNameLength},
    ContactField{582, "userfield12", "User field 12", ContactKind::Text, kMaxNameLength},
    ContactField{583, "userfield13", "User field 13", ContactKind::Text, kMaxNameLength},
    ContactField{584, "userfield14", "User field 14", ContactKind::Text, kMaxNameLength},
    ContactField{585, "userfield15", "User field 15", ContactKind::Text, kMaxNameLength},
    ContactField{586, "userfield16", "User field 16", ContactKind::Text, kMaxNameLength},
    ContactField{587, "userfield17", "User field 17", ContactKind::Text, kMaxNameLength},
    ContactField{588, "userfield18", "User field 18", ContactKind::Text, kMaxNameLength},
    ContactField{589, "userfield19", "User field 19", ContactKind::Text, kMaxNameLength},
    ContactField{590, "userfield20", "User field 20", ContactKind::Text, kMaxNameLength},
    ContactField{598, "state_other", "Other state", ContactKind::Text, kMaxNameLength},
};

/// A line's value, without what would end it.
std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == '\\')
            text += "\\\\";
        else if (c == '\n')
            text += "\\n";
        else
            text += c;
    }
    return text;
}

std::string unescaped(std::string_view text) {
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            value += text[i];
            continue;
        }
        ++i;
        value += text[i] == 'n' ? '\n' : text[i];
    }
    return value;
}

/// The number made of all of `text`, or nothing.
std::optional<int> numberOf(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
    return number;
}

/// "Business fax" as "business fax", but "IP telephone" as it is.
std::string inSentence(std::string_view label) {
    const auto isSmall = [](char c) { return c >= 'a' && c <= 'z'; };
    std::string text(label);
    if (text.size() > 1 && isSmall(text[1])) text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

void requireField(const ContactField& field, std::string_view value) {
    const std::string label = inSentence(field.label);
    switch (field.kind) {
        case ContactKind::Text: return requireText(label, value, field.maxCharacters);
        case ContactKind::Lines: return requireLines(label, value, field.maxCharacters);
        case ContactKind::Date:
            if (!dateOf(value)) refuse(label, "is not a date such as 2026-11-20");
    }
}

}  // namespace

std::span<const ContactField> contactFields() {
    return kFields;
}

const ContactField* findContactField(std::string_view name) {
    const auto* const found =
        std::find_if(kFields.begin(), kFields.end(), [&](const ContactField& field) { return field.name == name; });
    return found == kFields.end() ? nullptr : found;
}

const ContactField* findContactField(int column) {
    const auto* const found = std::lower_bound(kFields.begin(), kFields.end(), column,
                                               [](const ContactField& field, int id) { return field.column < id; });
    return found == kFields.end() || found->column != column ? nullptr : found;
}

void requireValid(const ContactData& contact) {
    for (const auto& [column, value] : contact) {
        const auto* const field = findContactField(column);
        if (field == nullptr) refuse("contact field " + std::to_string(column), "is unknown");
        if (!value.empty()) requireField(*field, value);
    }
}

void apply(const ContactData& change, ContactData& contact) {
    for (const auto& [column, value] : change) {
        if (value.empty())
            contact.erase(column);
        else
            contact[column] = value;
    }
}

std::string writeContact(const ContactData& contact) {
    std::string text;
    for (const auto& [column, value] : contact) text += std::to_string(column) + ' ' + escaped(value) + '\n';
    return text;
}

ContactData parseContact(std::string_view text) {
    ContactData contact;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto space = line.find(' ');
        if (space == std::string_view::npos || space == 0 || space + 1 == line.size()) continue;
        if (const auto column = numberOf(line.substr(0, space))) contact[*column] = unescaped(line.substr(space + 1));
    }
    return contact;
}

std::optional<std::int64_t> dateOf(std::string_view text) {
    if (text.size() != kDateLength || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = numberOf(text.substr(0, 4));
    const auto month = numberOf(text.substr(5, 2));
    const auto day = numberOf(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::milliseconds(std::chrono::sys_days(date).time_since_epoch()).count();
}

std::string writeDate(std::int64_t milliseconds) {
    const std::chrono::sys_time<std::chrono::milliseconds> instant{std::chrono::milliseconds(milliseconds)};
    const auto days = std::chrono::floor<std::chrono::days>(instant);
    constexpr auto kFirst = std::chrono::sys_days(std::chrono::year{0} / 1 / 1);
    constexpr auto kLast = std::chrono::sys_days(std::chrono::year{9999} / 12 / 31);
    if (days < kFirst || days > kLast) refuse("date", "is out of range");
    const std::chrono::year_month_day date{days};
    const auto padded = [](unsigned number, std::size_t width) {
        std::string digits = std::to_string(number);
        return std::string(width - digits.size(), '0') + digits;
    };
    return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + '-' +
           padded(static_cast<unsigned>(date.month()), 2) + '-' + padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace groupware::principals
