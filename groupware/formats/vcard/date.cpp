#include "groupware/formats/vcard/date.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/labels.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace groupware::formats::vcard {
namespace {

constexpr std::string_view kOmitYear = "X-APPLE-OMIT-YEAR";
constexpr int kOmittedYear = 1604;  // Apple's: a leap year, and before everybody's birth
constexpr std::string_view kAnniversaryLabel = "Anniversary";

/// Reads digits and dashes from the front of a date.
class DateReader {
public:
    explicit DateReader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool atEnd() const { return rest_.empty(); }
    bool take(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    [[nodiscard]] std::optional<int> number(std::size_t digits) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (!lines::isDigit(c)) return std::nullopt;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    [[nodiscard]] std::optional<unsigned> part() {
        const auto value = number(2);
        return value ? std::optional(static_cast<unsigned>(*value)) : std::nullopt;
    }

private:
    std::string_view rest_;
};

/// `--MMDD`, `--MM-DD`, `--MM` or `---DD`.
bool readWithoutYear(DateReader& reader, PartialDate& date) {
    if (reader.take("-")) {
        date.day = reader.part();
        return date.day.has_value();
    }
    date.month = reader.part();
    if (!date.month) return false;
    if (reader.atEnd()) return true;
    reader.take("-");
    date.day = reader.part();
    return date.day.has_value();
}

/// `YYYYMMDD`, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
bool readWithYear(DateReader& reader, PartialDate& date) {
    date.year = reader.number(4);
    if (!date.year) return false;
    if (reader.atEnd()) return true;
    reader.take("-");
    date.month = reader.part();
    if (!date.month) return false;
    if (reader.atEnd()) return true;
    reader.take("-");
    date.day = reader.part();
    return date.day.has_value();
}

bool isPossible(const PartialDate& date) {
    if (!date.year && !date.month && !date.day) return false;
    if (date.year && (*date.year < 0 || *date.year > 9999)) return false;
    using std::chrono::day;
    using std::chrono::month;
    using std::chrono::year;
    if (date.month && !month(*date.month).ok()) return false;
    if (!date.day) return true;
    const year anyLeapYear(2000);
    return std::chrono::year_month_day(date.year ? year(*date.year) : anyLeapYear, month(date.month.value_or(1)),
                                       day(*date.day))
        .ok();
}

std::string padded(int value, int width) {
    std::string digits = std::to_string(value);
    while (static_cast<int>(digits.size()) < width) digits.insert(digits.begin(), '0');
    return digits;
}
std::string two(unsigned value) {
    return padded(static_cast<int>(value), 2);
}

std::string basicText(const PartialDate& date) {
    if (date.year) {
        auto text = padded(*date.year, 4);
        if (!date.month) return text;
        return text + (date.day ? two(*date.month) + two(*date.day) : "-" + two(*date.month));
    }
    if (!date.month) return "---" + two(*date.day);
    return "--" + two(*date.month) + (date.day ? two(*date.day) : "");
}

std::string extendedText(int year, const PartialDate& date) {
    return padded(year, 4) + "-" + two(*date.month) + "-" + two(*date.day);
}

const ContentLine* anniversaryProperty(const Card& card) {
    constexpr std::array<std::string_view, 4> kNames{"ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY",
                                                     "X-KADDRESSBOOK-X-ANNIVERSARY"};
    for (const auto name : kNames) {
        if (const auto* property = card.preferred(name)) return property;
    }
    for (const auto* property : card.all("X-ABDATE")) {
        if (lines::equal(labelOf(card, *property), kAnniversaryLabel)) return property;
    }
    return nullptr;
}

PropertyId newAnniversary(Card& card) {
    auto& component = card.component();
    if (card.version() == Version::V40) return component.add(ContentLine("ANNIVERSARY", ""));
    const auto id = component.add(ContentLine("X-ABDATE", ""));
    putLabel(card, id, "_$!<Anniversary>!$_");
    return id;
}

}  // namespace

std::optional<PartialDate> parseDate(std::string_view text) {
    text = lines::trimmed(text);
    const auto time = text.find('T');
    DateReader reader(text.substr(0, time));
    PartialDate date;
    const bool read = reader.take("--") ? readWithoutYear(reader, date) : readWithYear(reader, date);
    if (!read || !reader.atEnd() || !isPossible(date)) return std::nullopt;
    return date;
}

std::optional<PartialDate> dateOf(const ContentLine& property) {
    auto date = parseDate(decodedValue(property));
    if (!date || !date->year) return date;
    const auto omitted = property.parameter(kOmitYear);
    if (omitted && *omitted == std::to_string(*date->year)) date->year.reset();
    return date;
}

void putDate(ContentLine& property, const PartialDate& date, Version version) {
    if (dateOf(property) != date) writeDate(property, date, version);
}

void writeDate(ContentLine& property, const PartialDate& date, Version version) {
    if (!isPossible(date)) throw Error(ErrorCode::BadRequest, "not a date", "There is no such date.");
    property.removeParameter(kOmitYear);
    property.removeParameter("VALUE");
    const bool known = date.month && date.day;
    if (version == Version::V40 || !known) return putRaw(property, basicText(date), version);
    if (!date.year) property.setParameter(kOmitYear, {std::to_string(kOmittedYear)});
    putRaw(property, extendedText(date.year.value_or(kOmittedYear), date), version);
}

std::optional<PartialDate> birthday(const Card& card) {
    const auto* property = card.preferred("BDAY");
    return property == nullptr ? std::nullopt : dateOf(*property);
}

void setBirthday(Card& card, const std::optional<PartialDate>& date) {
    if (birthday(card) == date) return;
    if (!date) return card.removeAll("BDAY");
    putDate(card.take("BDAY"), *date, card.version());
}

std::optional<PartialDate> anniversary(const Card& card) {
    const auto* property = anniversaryProperty(card);
    return property == nullptr ? std::nullopt : dateOf(*property);
}

void setAnniversary(Card& card, const std::optional<PartialDate>& date) {
    if (anniversary(card) == date) return;
    if (!date) {
        while (const auto* property = anniversaryProperty(card)) card.remove(property->id());
        return;
    }
    const auto* property = anniversaryProperty(card);
    const auto id = property == nullptr ? newAnniversary(card) : property->id();
    putDate(*card.component().find(id), *date, card.version());
}

void setRevision(Card& card, std::chrono::sys_seconds when) {
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(when - day);
    const bool basic = card.version() == Version::V40;
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), basic ? "%04d%02u%02uT%02d%02d%02dZ" : "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    putRaw(card.take("REV"), text.data(), card.version());
}

}  // namespace groupware::formats::vcard
