#include "groupware/contacts/csv_contacts.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <tuple>
#include <utility>

namespace groupware::contacts {
namespace {

namespace csv = formats::csv;

enum class DayFormat { Iso, MonthFirst, DayFirst };

/// Headers of Outlook's export: English, German, French.
struct Header {
    int column = 0;
    std::array<std::string_view, 3> names;
};
constexpr std::array kHeaders{
    Header{501, {"first name", "vorname", "pr\xC3\xA9nom"}},
    Header{503, {"middle name", "weitere vornamen", "deuxi\xC3\xA8me pr\xC3\xA9nom"}},
    Header{502, {"last name", "nachname", "nom"}},
    Header{505, {"title", "anrede", "titre"}},
    Header{504, {"suffix", "suffix", "suffixe"}},
    Header{569, {"company", "firma", "soci\xC3\xA9t\xC3\xA9"}},
    Header{519, {"department", "abteilung", "service"}},
    Header{520, {"job title", "position", "titre1"}},
    Header{523,
           {"business street",
            "stra\xC3\x9F"
            "e gesch\xC3\xA4"
            "ftlich",
            "rue (bureau)"}},
    Header{526,
           {"business city",
            "ort gesch\xC3\xA4"
            "ftlich",
            "ville (bureau)"}},
    Header{527,
           {"business state",
            "region gesch\xC3\xA4"
            "ftlich",
            "d\xC3\xA9p/r\xC3\xA9gion (bureau)"}},
    Header{525,
           {"business postal code",
            "postleitzahl gesch\xC3\xA4"
            "ftlich",
            "code postal (bureau)"}},
    Header{528,
           {"business country/region",
            "land/region gesch\xC3\xA4"
            "ftlich",
            "pays/r\xC3\xA9gion (bureau)"}},
    Header{506,
           {"home street",
            "stra\xC3\x9F"
            "e privat",
            "rue (domicile)"}},
    Header{508, {"home city", "ort privat", "ville (domicile)"}},
    Header{509, {"home state", "bundesland/kanton privat", "d\xC3\xA9p/r\xC3\xA9gion (domicile)"}},
    Header{507, {"home postal code", "postleitzahl privat", "code postal (domicile)"}},
    Header{510, {"home country/region", "land/region privat", "pays/r\xC3\xA9gion (domicile)"}},
    Header{538,
           {"other street",
            "weitere stra\xC3\x9F"
            "e",
            "rue (autre)"}},
    Header{539, {"other city", "weiterer ort", "ville (autre)"}},
    Header{598, {"other state", "weiteres/r bundesland/kanton", "d\xC3\xA9p/r\xC3\xA9gion (autre)"}},
    Header{540, {"other postal code", "weitere postleitzahl", "code postal (autre)"}},
    Header{541, {"other country/region", "weiteres/e land/region", "pays/r\xC3\xA9gion (autre)"}},
    Header{568, {"assistant's phone", "telefon assistent", "t\xC3\xA9l\xC3\xA9phone de l'assistant(e)"}},
    Header{544,
           {"business fax",
            "fax gesch\xC3\xA4"
            "ftlich",
            "t\xC3\xA9l\xC3\xA9"
            "copie (bureau)"}},
    Header{542,
           {"business phone",
            "telefon gesch\xC3\xA4"
            "ftlich",
            "t\xC3\xA9l\xC3\xA9phone (bureau)"}},
    Header{543,
           {"business phone 2",
            "telefon gesch\xC3\xA4"
            "ftlich 2",
            "t\xC3\xA9l\xC3\xA9phone 2 (bureau)"}},
    Header{545,
           {"callback",
            "r\xC3\xBC"
            "ckmeldung",
            "rappel"}},
    Header{546, {"car phone", "autotelefon", "t\xC3\xA9l\xC3\xA9phone (voiture)"}},
    Header{547, {"company main phone", "telefon firma", "t\xC3\xA9l\xC3\xA9phone soci\xC3\xA9t\xC3\xA9"}},
    Header{550,
           {"home fax", "fax privat",
            "t\xC3\xA9l\xC3\xA9"
            "copie (domicile)"}},
    Header{548, {"home phone", "telefon (privat)", "t\xC3\xA9l\xC3\xA9phone (domicile)"}},
    Header{549, {"home phone 2", "telefon (privat 2)", "t\xC3\xA9l\xC3\xA9phone 2 (domicile)"}},
    Header{559, {"isdn", "isdn", "rnis"}},
    Header{551, {"mobile phone", "mobiltelefon", "t\xC3\xA9l. mobile"}},
    Header{554,
           {"other fax", "weiteres fax",
            "t\xC3\xA9l\xC3\xA9"
            "copie (autre)"}},
    Header{553, {"other phone", "weiteres telefon", "t\xC3\xA9l\xC3\xA9phone (autre)"}},
    Header{560,
           {"pager", "pager",
            "r\xC3\xA9"
            "cepteur de radiomessagerie"}},
    Header{561, {"primary phone", "haupttelefon", "t\xC3\xA9l\xC3\xA9phone principal"}},
    Header{562, {"radio phone", "mobiltelefon 2", "radio t\xC3\xA9l\xC3\xA9phone"}},
    Header{564,
           {"tty/tdd phone",
            "telefon f\xC3\xBC"
            "r h\xC3\xB6rbehinderte",
            "t\xC3\xA9l\xC3\xA9phone tdd/tty"}},
    Header{563, {"telex", "telex", "t\xC3\xA9lex"}},
    Header{517, {"anniversary", "jahrestag", "anniversaire de mariage ou f\xC3\xAAte"}},
    Header{537, {"assistant's name", "name assistent", "nom de l'assistant(e)"}},
    Header{511, {"birthday", "geburtstag", "anniversaire"}},
    Header{100, {"categories", "kategorien", "cat\xC3\xA9gories"}},
    Header{555, {"e-mail address", "e-mail-adresse", "adresse de messagerie"}},
    Header{556, {"e-mail 2 address", "e-mail 2: adresse", "adresse de messagerie 2"}},
    Header{557, {"e-mail 3 address", "e-mail 3: adresse", "adresse de messagerie 3"}},
    Header{536, {"manager's name", "name des/der vorgesetzten", "responsable"}},
    Header{518, {"notes", "notizen", "notes"}},
    Header{514, {"profession", "beruf", "profession"}},
    Header{516, {"spouse", "partner", "conjoint(e)"}},
    Header{558, {"web page", "webseite", "page web"}},
    Header{571, {"user 1", "benutzer 1", "utilisateur 1"}},
    Header{572, {"user 2", "benutzer 2", "utilisateur 2"}},
    Header{573, {"user 3", "benutzer 3", "utilisateur 3"}},
    Header{574, {"user 4", "benutzer 4", "utilisateur 4"}}};

constexpr std::size_t kFrench = 2;
constexpr std::size_t kGerman = 1;

/// What a line of headers says: a column for each value, 0 for unknown ones.
struct Layout {
    std::vector<int> columns{};
    DayFormat days = DayFormat::Iso;
};

using Languages = std::array<std::size_t, std::tuple_size_v<decltype(Header::names)>>;

/// The column that a header names, 0 for an unknown one; counts the languages in which it does.
int columnOf(std::string_view name, Languages& languages) {
    for (const auto& field : fields()) {
        if (formats::lines::lower(field.name) == name) return field.column;
    }
    for (const auto& header : kHeaders) {
        const auto found = std::find(header.names.begin(), header.names.end(), name);
        if (found == header.names.end()) continue;
        ++languages.at(static_cast<std::size_t>(found - header.names.begin()));
        return header.column;
    }
    return 0;
}

Layout layoutOf(const csv::Record& record) {
    Layout layout;
    Languages languages{};
    for (const auto& value : record.values) {
        const int column = columnOf(formats::lines::lower(formats::lines::trimmed(value)), languages);
        const bool again = std::find(layout.columns.begin(), layout.columns.end(), column) != layout.columns.end();
        layout.columns.push_back(again ? 0 : column);
    }
    const auto most = std::max_element(languages.begin(), languages.end());
    const auto language = static_cast<std::size_t>(most - languages.begin());
    if (*most > 0)
        layout.days = language == kFrench || language == kGerman ? DayFormat::DayFirst : DayFormat::MonthFirst;
    return layout;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (text.empty() || failure != std::errc{} || rest != end || value < 0) return std::nullopt;
    return value;
}

/// A day as the language writes it, as a Date field; empty for "0/0/00" and the like, the text itself for anything
/// else.
std::string dayOf(const std::string& text, DayFormat format) {
    if (format == DayFormat::Iso) return text;
    std::array<int, 3> parts{};
    std::string_view rest = text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto end = std::min(rest.find_first_of("./-"), rest.size());
        const auto part = number(rest.substr(0, end));
        if (!part) return text;
        parts.at(i) = *part;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const int day = format == DayFormat::DayFirst ? parts[0] : parts[1];
    const int month = format == DayFormat::DayFirst ? parts[1] : parts[0];
    if (day == 0 || month == 0) return {};
    std::array<char, 40> date{};
    const int length = std::snprintf(date.data(), date.size(), "%04d-%02d-%02d", parts[2], month, day);
    return {date.data(), static_cast<std::size_t>(length)};
}

CsvItem itemOf(const csv::Record& record, const Layout& layout) {
    CsvItem item;
    for (std::size_t i = 0; i < std::min(record.values.size(), layout.columns.size()); ++i) {
        const auto* const field = findField(layout.columns[i]);
        if (field == nullptr) continue;
        auto value = normalized(*field, record.values[i]);
        if (field->kind == FieldKind::Date) value = dayOf(value, layout.days);
        if (field->kind == FieldKind::Flag) value = value == "1" || formats::lines::lower(value) == "true" ? "1" : "";
        if (!value.empty()) item.fields[field->column] = std::move(value);
    }
    try {
        if (item.fields.empty()) throw Error(ErrorCode::BadRequest, "empty record", "The record has no known value.");
        requireValid(item.fields);
    } catch (const Error& error) {
        item = {.problem = "Line " + std::to_string(record.line) + ": " + error.publicText()};
    }
    return item;
}

}  // namespace

std::vector<CsvItem> readCsv(std::span<const csv::Record> records) {
    const auto layout = records.empty() ? Layout{} : layoutOf(records.front());
    const bool known =
        std::any_of(layout.columns.begin(), layout.columns.end(), [](int column) { return column != 0; });
    if (!known)
        throw Error(ErrorCode::BadRequest, "table without known headers",
                    "The first line of the file names no known column.");
    std::vector<CsvItem> items;
    for (const auto& record : records.subspan(1)) items.push_back(itemOf(record, layout));
    return items;
}

std::vector<int> csvColumns() {
    std::vector<int> columns;
    for (const auto& field : fields()) columns.push_back(field.column);
    return columns;
}

std::string csvHeader(std::span<const int> columns) {
    std::vector<std::string> names;
    for (const int column : columns) {
        if (const auto* const field = findField(column)) names.emplace_back(field->name);
    }
    std::string text;
    csv::appendRecord(text, names, {});
    return text;
}

std::string csvRecord(const Fields& fields, std::span<const int> columns) {
    std::vector<std::string> values;
    for (const int column : columns) {
        if (findField(column) != nullptr) values.push_back(valueOf(fields, column));
    }
    std::string text;
    csv::appendRecord(text, values, {});
    return text;
}

}  // namespace groupware::contacts
