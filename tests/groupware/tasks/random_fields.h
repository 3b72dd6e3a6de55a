#pragma once

#include "groupware/tasks/rules.h"
#include "groupware/tasks/vtodo.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::tasks::test {

/// "Test/Summer": an hour ahead of UTC, two between the last Sundays of March and October of 2026.
inline std::shared_ptr<const formats::tzif::TimeZone> findZone(std::string_view name) {
    using formats::tzif::TimeZone;
    using std::chrono::hours;
    using std::chrono::sys_days;
    if (name == "UTC") return std::make_shared<const TimeZone>();
    if (name != "Test/Summer") return nullptr;
    const std::vector<TimeZone::Transition> changes{
        {.at = sys_days(std::chrono::year(2026) / 3 / 29) + hours(1), .offset = hours(2)},
        {.at = sys_days(std::chrono::year(2026) / 10 / 25) + hours(1), .offset = hours(1)}};
    return std::make_shared<const TimeZone>(hours(1), changes, std::nullopt);
}

inline TimeContext kTimes() {
    return {.find = findZone, .zone = "Test/Summer"};
}

template <class Number>
Number between(std::mt19937& random, Number least, Number most) {
    return std::uniform_int_distribution<Number>(least, most)(random);
}

inline std::string randomText(std::mt19937& random, bool lines = false) {
    static constexpr std::array<std::string_view, 12> kPieces{"a", "Z",  " ", ";", ",", "\\",
                                                              ":", "\"", "ä", "€", "=", "^"};
    std::string text;
    for (int left = between(random, 0, 90); left > 0; --left) {
        text += lines && between(random, 0, 20) == 0 ? "\n" : kPieces[between<std::size_t>(random, 0, 11)];
    }
    return text;
}

inline std::string randomWords(std::mt19937& random) {
    std::string words;
    for (int left = between(random, 0, 4); left > 0; --left)
        words += "," + std::string(1, static_cast<char>('a' + left)) + "ö;x";
    return words.empty() ? words : words.substr(1);
}

inline Instant randomInstant(std::mt19937& random) {
    return Instant(std::chrono::seconds(between<std::int64_t>(random, 0, 4'000'000'000)));
}

inline Series randomSeries(std::mt19937& random) {
    Series series{.type = between(random, 1, 4), .interval = between(random, 1, 40)};
    if (series.type == Series::kWeekly) series.days = between(random, 1, 127);
    if (series.type >= Series::kMonthly && between(random, 0, 1) == 0) {
        series.dayInMonth = between(random, 1, 31);
    } else if (series.type >= Series::kMonthly) {
        series.days = between(random, 1, 127);
        series.dayInMonth = between(random, 1, 5);
    }
    if (series.type == Series::kYearly) series.month = between(random, 0, 11);
    const int end = between(random, 0, 2);
    if (end == 1) series.occurrences = between(random, 1, 300);
    if (end == 2) series.until = std::chrono::floor<std::chrono::days>(randomInstant(random));
    return series;
}

inline void randomTimes(Fields& fields, std::mt19937& random) {
    fields.start.reset();
    fields.due.reset();
    fields.wholeDays = between(random, 0, 1) == 0;
    if (between(random, 0, 2) > 0) fields.start = randomInstant(random);
    if (between(random, 0, 2) > 0)
        fields.due = fields.start.value_or(randomInstant(random)) + std::chrono::hours(between(random, 0, 1000));
}

/// Valid and settled.
inline Fields randomFields(std::mt19937& random) {
    Fields fields;
    fields.uid = "uid-" + std::to_string(random());
    fields.title = randomText(random);
    fields.note = randomText(random, true);
    randomTimes(fields, random);
    fields.status = static_cast<Status>(between(random, 1, 5));
    fields.percent = between(random, 0, 100);
    fields.priority = between(random, 0, 3);
    fields.completed = randomInstant(random);
    if (between(random, 0, 1) == 0) fields.targetDuration = between<std::int64_t>(random, 0, kMaxDuration);
    if (between(random, 0, 1) == 0) fields.actualDuration = between<std::int64_t>(random, 0, kMaxDuration);
    if (between(random, 0, 1) == 0) fields.targetCosts = between<std::int64_t>(random, -kMaxCosts, kMaxCosts);
    if (between(random, 0, 1) == 0) fields.actualCosts = between<std::int64_t>(random, -200, 200);
    fields.currency = randomText(random);
    fields.billing = randomText(random);
    fields.companies = randomText(random);
    fields.tripMeter = randomText(random);
    fields.categories = randomWords(random);
    if (between(random, 0, 3) == 0) fields.afterComplete = between<std::int64_t>(random, 0, 1'000'000);
    fields.colorLabel = between(random, 0, kMaxColorLabel);
    fields.isPrivate = between(random, 0, 1) == 0;
    fields.sequence = between(random, 0, 9);
    if (between(random, 0, 1) == 0) fields.organizer = "anna@example.com";
    if ((fields.start || fields.due) && between(random, 0, 1) == 0) fields.series = randomSeries(random);
    settle(fields, Instant{});
    return fields;
}

/// What was changed, and which properties may have changed with it.
struct Changed {
    std::string name;
    std::set<std::string> properties;
};

inline Changed changeOne(Fields& fields, std::mt19937& random) {
    switch (between(random, 0, 9)) {
        case 0: fields.title += "!"; return {"title", {"SUMMARY"}};
        case 1: fields.note += "!"; return {"note", {"DESCRIPTION"}};
        case 2: fields.priority = (fields.priority + 1) % 4; return {"priority", {"PRIORITY"}};
        case 3: fields.isPrivate = !fields.isPrivate; return {"private_flag", {"CLASS"}};
        case 4: fields.colorLabel = (fields.colorLabel + 1) % 11; return {"color_label", {"X-YOKE-COLOR-LABEL"}};
        case 5: fields.categories += fields.categories.empty() ? "n" : ",n"; return {"categories", {"CATEGORIES"}};
        case 6:
            fields.actualCosts = fields.actualCosts.value_or(0) + 1;
            return {"actual_costs", {"X-YOKE-ACTUAL-COSTS"}};
        case 7:
            fields.status = fields.status == Status::Waiting ? Status::Deferred : Status::Waiting;
            settle(fields, Instant{});
            return {"status", {"STATUS", "X-YOKE-STATUS", "COMPLETED"}};
        case 8:
            if (fields.due) *fields.due += std::chrono::hours(48);
            return {"end", {"DUE"}};
        default: fields.currency += "$"; return {"currency", {"X-YOKE-CURRENCY"}};
    }
}

}  // namespace groupware::tasks::test
