#include "groupware/contacts/fields.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/principals/contact_data.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace groupware::contacts {
namespace {

constexpr std::size_t kNameCharacters = 255;
constexpr std::size_t kDisplayNameCharacters = 320;
constexpr std::size_t kListCharacters = 1000;
constexpr std::size_t kNoteCharacters = 50'000;
constexpr std::size_t kDateCharacters = 10;  // of 2026-11-20

// The names of Open-Xchange's interface.
constexpr std::array kFields{
    Field{100, "categories", FieldKind::List, kListCharacters},
    Field{101, "private_flag", FieldKind::Flag, 1},
    Field{102, "color_label", FieldKind::Number, 2},
    Field{500, "display_name", FieldKind::Text, kDisplayNameCharacters},
    Field{501, "first_name", FieldKind::Text, kNameCharacters},
    Field{502, "last_name", FieldKind::Text, kNameCharacters},
    Field{503, "second_name", FieldKind::Text, kNameCharacters},
    Field{504, "suffix", FieldKind::Text, kNameCharacters},
    Field{505, "title", FieldKind::Text, kNameCharacters},
    Field{506, "street_home", FieldKind::Lines, kNameCharacters},
    Field{507, "postal_code_home", FieldKind::Text, kNameCharacters},
    Field{508, "city_home", FieldKind::Text, kNameCharacters},
    Field{509, "state_home", FieldKind::Text, kNameCharacters},
    Field{510, "country_home", FieldKind::Text, kNameCharacters},
    Field{511, "birthday", FieldKind::Date, kDateCharacters},
    Field{512, "marital_status", FieldKind::Text, kNameCharacters},
    Field{513, "number_of_children", FieldKind::Text, kNameCharacters},
    Field{514, "profession", FieldKind::Text, kNameCharacters},
    Field{515, "nickname", FieldKind::List, kNameCharacters},
    Field{516, "spouse_name", FieldKind::Text, kNameCharacters},
    Field{517, "anniversary", FieldKind::Date, kDateCharacters},
    Field{518, "note", FieldKind::Lines, kNoteCharacters},
    Field{519, "department", FieldKind::Text, kNameCharacters},
    Field{520, "position", FieldKind::Text, kNameCharacters},
    Field{521, "employee_type", FieldKind::Text, kNameCharacters},
    Field{522, "room_number", FieldKind::Text, kNameCharacters},
    Field{523, "street_business", FieldKind::Lines, kNameCharacters},
    Field{525, "postal_code_business", FieldKind::Text, kNameCharacters},
    Field{526, "city_business", FieldKind::Text, kNameCharacters},
    Field{527, "state_business", FieldKind::Text, kNameCharacters},
    Field{528, "country_business", FieldKind::Text, kNameCharacters},
    Field{529, "number_of_employees", FieldKind::Text, kNameCharacters},
    Field{530, "sales_volume", FieldKind::Text, kNameCharacters},
    Field{531, "tax_id", FieldKind::Text, kNameCharacters},
    Field{532, "commercial_register", FieldKind::Text, kNameCharacters},
    Field{533, "branches", FieldKind::Text, kNameCharacters},
    Field{534, "business_category", FieldKind::Text, kNameCharacters},
    Field{535, "info", FieldKind::Lines, kNameCharacters},
    Field{536, "manager_name", FieldKind::Text, kNameCharacters},
    Field{537, "assistant_name", FieldKind::Text, kNameCharacters},
    Field{538, "street_other", FieldKind::Lines, kNameCharacters},
    Field{539, "city_other", FieldKind::Text, kNameCharacters},
    Field{540, "postal_code_other", FieldKind::Text, kNameCharacters},
    Field{541, "country_other", FieldKind::Text, kNameCharacters},
    Field{542, "telephone_business1", FieldKind::Text, kNameCharacters},
    Field{543, "telephone_business2", FieldKind::Text, kNameCharacters},
    Field{544, "fax_business", FieldKind::Text, kNameCharacters},
    Field{545, "telephone_callback", FieldKind::Text, kNameCharacters},
    Field{546, "telephone_car", FieldKind::Text, kNameCharacters},
    Field{547, "telephone_company", FieldKind::Text, kNameCharacters},
    Field{548, "telephone_home1", FieldKind::Text, kNameCharacters},
    Field{549, "telephone_home2", FieldKind::Text, kNameCharacters},
    Field{550, "fax_home", FieldKind::Text, kNameCharacters},
    Field{551, "cellular_telephone1", FieldKind::Text, kNameCharacters},
    Field{552, "cellular_telephone2", FieldKind::Text, kNameCharacters},
    Field{553, "telephone_other", FieldKind::Text, kNameCharacters},
    Field{554, "fax_other", FieldKind::Text, kNameCharacters},
    Field{555, "email1", FieldKind::Text, kNameCharacters},
    Field{556, "email2", FieldKind::Text, kNameCharacters},
    Field{557, "email3", FieldKind::Text, kNameCharacters},
    Field{558, "url", FieldKind::Text, kNameCharacters},
    Field{559, "telephone_isdn", FieldKind::Text, kNameCharacters},
    Field{560, "telephone_pager", FieldKind::Text, kNameCharacters},
    Field{561, "telephone_primary", FieldKind::Text, kNameCharacters},
    Field{562, "telephone_radio", FieldKind::Text, kNameCharacters},
    Field{563, "telephone_telex", FieldKind::Text, kNameCharacters},
    Field{564, "telephone_ttytdd", FieldKind::Text, kNameCharacters},
    Field{565, "instant_messenger1", FieldKind::Text, kNameCharacters},
    Field{566, "instant_messenger2", FieldKind::Text, kNameCharacters},
    Field{567, "telephone_ip", FieldKind::Text, kNameCharacters},
    Field{568, "telephone_assistant", FieldKind::Text, kNameCharacters},
    Field{569, "company", FieldKind::Text, kNameCharacters},
    Field{571, "userfield01", FieldKind::Text, kNameCharacters},
    Field{572, "userfield02", FieldKind::Text, kNameCharacters},
    Field{573, "userfield03", FieldKind::Text, kNameCharacters},
    Field{574, "userfield04", FieldKind::Text, kNameCharacters},
    Field{575, "userfield05", FieldKind::Text, kNameCharacters},
    Field{576, "userfield06", FieldKind::Text, kNameCharacters},
    Field{577, "userfield07", FieldKind::Text, kNameCharacters},
    Field{578, "userfield08", FieldKind::Text, kNameCharacters},
    Field{579, "userfield09", FieldKind::Text, kNameCharacters},
    Field{580, "userfield10", FieldKind::Text, kNameCharacters},
    Field{581, "userfield11", FieldKind::Text, kNameCharacters},
    Field{582, "userfield12", FieldKind::Text, kNameCharacters},
    Field{583, "userfield13", FieldKind::Text, kNameCharacters},
    Field{584, "userfield14", FieldKind::Text, kNameCharacters},
    Field{585, "userfield15", FieldKind::Text, kNameCharacters},
    Field{586, "userfield16", FieldKind::Text, kNameCharacters},
    Field{587, "userfield17", FieldKind::Text, kNameCharacters},
    Field{588, "userfield18", FieldKind::Text, kNameCharacters},
    Field{589, "userfield19", FieldKind::Text, kNameCharacters},
    Field{590, "userfield20", FieldKind::Text, kNameCharacters},
    Field{598, "state_other", FieldKind::Text, kNameCharacters},
    Field{599, "file_as", FieldKind::Text, kDisplayNameCharacters},
    Field{605, "default_address", FieldKind::Number, 3},
    Field{610, "yomiFirstName", FieldKind::Text, kNameCharacters},
    Field{611, "yomiLastName", FieldKind::Text, kNameCharacters},
    Field{612, "yomiCompany", FieldKind::Text, kNameCharacters},
    Field{613, "addressHome", FieldKind::Lines, kListCharacters},
    Field{614, "addressBusiness", FieldKind::Lines, kListCharacters},
    Field{615, "addressOther", FieldKind::Lines, kListCharacters},
};

[[noreturn]] void refuse(const Field& field, const std::string& problem) {
    const std::string name(field.name);
    throw Error(ErrorCode::BadRequest, "field " + name + ' ' + problem, "The field '" + name + "' " + problem + '.');
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Carriage returns to line feeds.
std::string withLineFeeds(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            result += '\n';
        }
    }
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::string joinedItems(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        const auto item = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (item.empty()) continue;
        if (!result.empty()) result += ", ";
        result += item;
    }
    return result;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (text.empty() || failure != std::errc{} || rest != end || value < 0) return std::nullopt;
    return value;
}

std::optional<std::chrono::year_month_day> dayOf(std::string_view date) {
    const bool yearless = date.starts_with("--");
    const auto year = yearless ? std::optional(kYearless) : number(date.substr(0, 4));
    const auto rest = date.substr(std::min<std::size_t>(yearless ? 1 : 4, date.size()));
    if (!year || rest.size() != 6 || rest[0] != '-' || rest[3] != '-') return std::nullopt;
    const auto month = number(rest.substr(1, 2));
    const auto day = number(rest.substr(4, 2));
    if (!month || !day) return std::nullopt;
    const std::chrono::year_month_day result{std::chrono::year(*year),
                                             std::chrono::month(static_cast<unsigned>(*month)),
                                             std::chrono::day(static_cast<unsigned>(*day))};
    if (!result.ok()) return std::nullopt;
    return result;
}

void requireCharacters(const Field& field, std::string_view value) {
    if (!isUtf8(value)) refuse(field, "is not UTF-8");
    const bool lines = field.kind == FieldKind::Lines;
    const bool control = std::any_of(value.begin(), value.end(), [lines](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return (octet < 0x20U && c != '\t' && !(lines && c == '\n')) || octet == 0x7FU;
    });
    if (control) refuse(field, "has control characters");
    if (characters(value) <= field.maxCharacters) return;
    const std::string name(field.name);
    throw Error(ErrorCode::TooLarge, "field " + name + " is too long",
                "The field '" + name + "' may have " + std::to_string(field.maxCharacters) + " characters at most.");
}

void requireField(const Field& field, std::string_view value) {
    requireCharacters(field, value);
    switch (field.kind) {
        case FieldKind::Text:
        case FieldKind::Lines:
        case FieldKind::List: return;
        case FieldKind::Date:
            if (!dayOf(value)) refuse(field, "is not a date");
            return;
        case FieldKind::Number:
            if (!number(value)) refuse(field, "is not a number");
            if (field.column == column::kColorLabel && *number(value) > kMaxColorLabel) refuse(field, "is not 0 to 10");
            return;
        case FieldKind::Flag:
            if (value != "1") refuse(field, "is neither true nor false");
    }
}

}  // namespace

std::span<const Field> fields() {
    return kFields;
}

const Field* findField(int column) {
    const auto* const found = std::lower_bound(kFields.begin(), kFields.end(), column,
                                               [](const Field& field, int id) { return field.column < id; });
    return found == kFields.end() || found->column != column ? nullptr : found;
}

const Field* findField(std::string_view name) {
    const auto* const found =
        std::find_if(kFields.begin(), kFields.end(), [&](const Field& field) { return field.name == name; });
    return found == kFields.end() ? nullptr : found;
}

const std::string& valueOf(const Fields& fields, int column) {
    static const std::string kNothing;
    const auto found = fields.find(column);
    return found == fields.end() ? kNothing : found->second;
}

std::string normalized(const Field& field, std::string_view value) {
    std::string text = withLineFeeds(value);
    switch (field.kind) {
        case FieldKind::List: return joinedItems(text);
        case FieldKind::Number: return text == "0" ? "" : text;
        case FieldKind::Lines:
        case FieldKind::Text:
        case FieldKind::Date:
        case FieldKind::Flag: return std::string(trimmed(text));
    }
    return text;
}

void requireValid(const Fields& change) {
    for (const auto& [column, value] : change) {
        const auto* const field = findField(column);
        if (field == nullptr)
            throw Error(ErrorCode::BadRequest, "unknown contact field", "A contact has no such field.");
        if (!value.empty()) requireField(*field, value);
    }
}

std::string writeFields(const Fields& fields) {
    return principals::writeContact(fields);
}

Fields readFields(std::string_view text) {
    return principals::parseContact(text);
}

int dayOfYear(std::string_view date) {
    const auto day = dayOf(date);
    if (!day) return 0;
    constexpr unsigned kMonth = 100;
    return static_cast<int>(static_cast<unsigned>(day->month()) * kMonth + static_cast<unsigned>(day->day()));
}

std::optional<std::int64_t> dateMilliseconds(std::string_view date) {
    const auto day = dayOf(date);
    if (!day) return std::nullopt;
    return std::chrono::milliseconds(std::chrono::sys_days(*day).time_since_epoch()).count();
}

std::string dateText(std::int64_t milliseconds) {
    auto text = principals::writeDate(milliseconds);
    return text.starts_with("1604") ? '-' + text.substr(4) : text;
}

}  // namespace groupware::contacts
