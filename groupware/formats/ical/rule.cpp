#include "groupware/formats/ical/rule.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/digits.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace groupware::formats::ical {
namespace {

using Frequency = Rule::Frequency;
using lines::equal;

constexpr std::array<std::string_view, 5> kFrequencies{"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr std::array<std::string_view, 7> kWeekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
constexpr unsigned kMaxInterval = 100'000;

[[noreturn]] void refuse(std::string_view part, const std::string& what) {
    const auto text = "The recurrence rule's " + std::string(part) + " " + what + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

/// What a list of numbers may hold. RFC 5545 section 3.3.10.
struct NumberPart {
    std::string_view name;
    std::vector<int> Rule::*list;
    int least;
    int most;
    bool fromEnd;  ///< negative numbers count from the end; 0 is none of them
};

constexpr std::array<NumberPart, 8> kNumberParts{{{"BYSECOND", &Rule::seconds, 0, 60, false},
                                                  {"BYMINUTE", &Rule::minutes, 0, 59, false},
                                                  {"BYHOUR", &Rule::hours, 0, 23, false},
                                                  {"BYMONTHDAY", &Rule::monthDays, 1, 31, true},
                                                  {"BYYEARDAY", &Rule::yearDays, 1, 366, true},
                                                  {"BYWEEKNO", &Rule::weekNumbers, 1, 53, true},
                                                  {"BYMONTH", &Rule::months, 1, 12, false},
                                                  {"BYSETPOS", &Rule::positions, 1, 366, true}}};

std::optional<int> signedNumber(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const auto number = digits(text, text.size());
    if (!number) return std::nullopt;
    return negative ? -static_cast<int>(*number) : static_cast<int>(*number);
}

std::uint32_t positiveNumber(std::string_view part, std::string_view text, unsigned most) {
    const auto number = digits(text, text.size());
    if (!number || *number == 0 || *number > most) refuse(part, "is no number that it may have");
    return *number;
}

std::chrono::weekday weekdayOf(std::string_view part, std::string_view text) {
    const auto* const found =
        std::find_if(kWeekdays.begin(), kWeekdays.end(), [&](auto name) { return equal(name, text); });
    if (found == kWeekdays.end()) refuse(part, "is no weekday");
    return std::chrono::weekday(static_cast<unsigned>(found - kWeekdays.begin()));
}

Frequency frequencyOf(std::string_view text) {
    const auto* const found =
        std::find_if(kFrequencies.begin(), kFrequencies.end(), [&](auto name) { return equal(name, text); });
    if (found == kFrequencies.end()) refuse("FREQ", "is none that is supported");
    return static_cast<Frequency>(found - kFrequencies.begin());
}

template <typename Value, typename Less = std::less<Value>>
void sortUnique(std::vector<Value>& values, const Less& less = {}) {
    std::sort(values.begin(), values.end(), less);
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

void readNumbers(Rule& rule, const NumberPart& part, std::string_view text) {
    auto& list = rule.*part.list;
    for (const auto item : lines::split(text, ',')) {
        const auto number = signedNumber(item);
        const int size = std::abs(number.value_or(-1));
        const bool fits = number && size >= part.least && size <= part.most && (part.fromEnd || *number >= 0);
        if (!fits) refuse(part.name, "has a number that it may not have");
        list.push_back(*number);
    }
    sortUnique(list);
}

void readDays(Rule& rule, std::string_view text) {
    constexpr int kMaxOrdinal = 53;
    for (const auto item : lines::split(text, ',')) {
        if (item.size() < 2) refuse("BYDAY", "is no weekday");
        Rule::Day day{.ordinal = 0, .weekday = weekdayOf("BYDAY", item.substr(item.size() - 2))};
        if (item.size() > 2) {
            day.ordinal = signedNumber(item.substr(0, item.size() - 2)).value_or(0);
            if (day.ordinal == 0 || std::abs(day.ordinal) > kMaxOrdinal)
                refuse("BYDAY", "has a number that it may not have");
        }
        rule.days.push_back(day);
    }
    sortUnique(rule.days, [](const Rule::Day& a, const Rule::Day& b) {
        return std::pair(a.ordinal, a.weekday.c_encoding()) < std::pair(b.ordinal, b.weekday.c_encoding());
    });
}

void readPart(Rule& rule, std::string_view name, std::string_view value) {
    const auto* const numbers = std::find_if(kNumberParts.begin(), kNumberParts.end(),
                                             [&](const NumberPart& part) { return equal(part.name, name); });
    if (numbers != kNumberParts.end()) return readNumbers(rule, *numbers, value);
    if (equal(name, "BYDAY")) return readDays(rule, value);
    if (equal(name, "FREQ")) {
        rule.frequency = frequencyOf(value);
    } else if (equal(name, "INTERVAL")) {
        rule.interval = positiveNumber("INTERVAL", value, kMaxInterval);
    } else if (equal(name, "COUNT")) {
        rule.count = positiveNumber("COUNT", value, 999'999'999);
    } else if (equal(name, "UNTIL")) {
        rule.until = parseTime(value);
        if (!rule.until) refuse("UNTIL", "is no time");
    } else if (equal(name, "WKST")) {
        rule.weekStart = weekdayOf("WKST", value);
    } else if (equal(name, "RSCALE") ? !equal(value, "GREGORIAN") : !(equal(name, "SKIP") && equal(value, "OMIT"))) {
        refuse("text", "has a part that is not supported");
    }
}

/// The parts that RFC 5545 allows with some frequencies only.
void requireConsistent(const Rule& rule) {
    const bool yearly = rule.frequency == Frequency::Yearly;
    const bool ordinals =
        std::any_of(rule.days.begin(), rule.days.end(), [](const Rule::Day& day) { return day.ordinal != 0; });
    if (ordinals && rule.frequency != Frequency::Monthly && (!yearly || !rule.weekNumbers.empty())) {
        refuse("BYDAY", "may not have numbers here");
    }
    if (!rule.weekNumbers.empty() && !yearly) refuse("BYWEEKNO", "is for years only");
    const bool yearDays = yearly || rule.frequency == Frequency::Hourly;
    if (!rule.yearDays.empty() && !yearDays) refuse("BYYEARDAY", "is not for days, weeks and months");
    if (!rule.monthDays.empty() && rule.frequency == Frequency::Weekly) refuse("BYMONTHDAY", "is not for weeks");
    const bool others = !rule.seconds.empty() || !rule.minutes.empty() || !rule.hours.empty() || !rule.days.empty() ||
                        !rule.monthDays.empty() || !rule.yearDays.empty() || !rule.weekNumbers.empty() ||
                        !rule.months.empty();
    if (!rule.positions.empty() && !others) refuse("BYSETPOS", "stands alone");
}

void appendNumbers(std::string& text, std::string_view name, const std::vector<int>& numbers) {
    char before = '=';
    if (!numbers.empty()) text += ";" + std::string(name);
    for (const int number : numbers) {
        text += std::exchange(before, ',');
        text += std::to_string(number);
    }
}

void appendDays(std::string& text, const std::vector<Rule::Day>& days) {
    char before = '=';
    if (!days.empty()) text += ";BYDAY";
    for (const auto& day : days) {
        text += std::exchange(before, ',');
        if (day.ordinal != 0) text += std::to_string(day.ordinal);
        text += kWeekdays[day.weekday.c_encoding()];
    }
}

}  // namespace

Rule parseRule(std::string_view text) {
    Rule rule;
    std::vector<std::string> seen;
    for (const auto part : lines::split(text, ';')) {
        const auto item = lines::trimmed(part);
        if (item.empty()) continue;  // a semicolon at the end
        const auto sign = std::min(item.find('='), item.size());
        auto name = lines::upper(item.substr(0, sign));
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) refuse("parts", "are there twice");
        readPart(rule, name, sign == item.size() ? std::string_view() : item.substr(sign + 1));
        seen.push_back(std::move(name));
    }
    if (std::find(seen.begin(), seen.end(), "FREQ") == seen.end()) refuse("FREQ", "is missing");
    requireConsistent(rule);
    return rule;
}

std::string write(const Rule& rule) {
    std::string text = "FREQ=" + std::string(kFrequencies[static_cast<std::size_t>(rule.frequency)]);
    if (rule.count) text += ";COUNT=" + std::to_string(*rule.count);
    if (rule.until) text += ";UNTIL=" + write(*rule.until);
    if (rule.interval != 1) text += ";INTERVAL=" + std::to_string(rule.interval);
    for (const auto& part : kNumberParts) appendNumbers(text, part.name, rule.*part.list);
    appendDays(text, rule.days);
    if (rule.weekStart != std::chrono::Monday) text += ";WKST=" + std::string(kWeekdays[rule.weekStart.c_encoding()]);
    return text;
}

}  // namespace groupware::formats::ical
