#include "tests/groupware/formats/ical/support/slow_series.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/recurrence.h"
#include "tests/groupware/formats/ical/samples.h"

#include <array>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {
namespace {

/// Series of every shape that RFC 5545 section 3.3.10 allows; some are refused, which is not the matter here.
class RandomSeries {
public:
    struct Series {
        std::string zone;
        std::string start;
        std::string rule;
    };

    Series next() {
        // Half an hour (Lord Howe), two hours (Troll), back in Ramadan (Casablanca), and a day that never was (Apia).
        static constexpr std::array<std::string_view, 7> kZones{
            "Europe/Berlin",       "America/New_York", "Africa/Casablanca", "Antarctica/Troll",
            "Australia/Lord_Howe", "Pacific/Apia",     "Asia/Kolkata"};
        static constexpr std::array<std::string_view, 5> kTimes{"023000", "020000", "000000", "013015", "235959"};
        Series series{.zone = std::string(kZones[below(kZones.size())]),
                      .start = std::to_string(2007 + below(10)) + two(1 + below(12)) + two(1 + below(31)),
                      .rule = rule()};
        if (below(3) == 0) {  // where clocks change somewhere
            static constexpr std::array<std::string_view, 4> kDays{"20110326", "20111229", "20111106", "20120401"};
            series.start = kDays[below(kDays.size())];
        }
        series.start += "T" + std::string(kTimes[below(kTimes.size())]);
        return series;
    }
    std::size_t below(std::size_t count) { return random_() % count; }

private:
    static std::string two(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }
    bool oneIn(std::size_t count) { return below(count) == 0; }

    std::string rule() {
        static constexpr std::array<std::string_view, 5> kFrequencies{"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
        const auto frequency = below(kFrequencies.size());
        std::string text = "FREQ=" + std::string(kFrequencies[frequency]);
        if (oneIn(2)) text += ";INTERVAL=" + std::to_string(1 + below(frequency == 0 ? 30 : 5));
        if (oneIn(4)) text += ";BYMONTH=" + numbers(12, false);
        if (frequency == 4 && oneIn(4)) text += ";BYWEEKNO=" + numbers(53, true);
        if ((frequency == 4 || frequency == 0) && oneIn(4)) text += ";BYYEARDAY=" + numbers(366, true);
        if (frequency != 2 && oneIn(3)) text += ";BYMONTHDAY=" + numbers(31, true);
        if (oneIn(3)) text += ";BYDAY=" + weekdays(frequency >= 3 && text.find("BYWEEKNO") == std::string::npos);
        if (oneIn(4)) text += ";BYHOUR=" + numbers(23, false);
        if (oneIn(5)) text += ";BYMINUTE=" + numbers(59, false);
        if (oneIn(9)) text += ";BYSECOND=" + numbers(59, false);
        if (text.find(";BY") != std::string::npos && oneIn(3)) text += ";BYSETPOS=" + numbers(4, true);
        if (oneIn(3)) text += ";WKST=" + std::string(oneIn(2) ? "SU" : "TH");
        if (oneIn(3)) return text + ";COUNT=" + std::to_string(1 + below(40));
        if (oneIn(3)) return text + ";UNTIL=" + std::to_string(2012 + below(7)) + "0325T01" + two(below(60)) + "00Z";
        return text;
    }
    std::string numbers(std::size_t most, bool alsoNegative) {
        std::string text;
        for (auto count = 1 + below(3); count > 0; --count) {
            text += (text.empty() ? "" : ",") + std::string(alsoNegative && oneIn(3) ? "-" : "") +
                    std::to_string(1 + below(most));
        }
        return text;
    }
    std::string weekdays(bool mayHaveNumbers) {
        static constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
        const bool numbered = mayHaveNumbers && oneIn(2);
        std::string text;
        for (auto count = 1 + below(3); count > 0; --count) {
            text += text.empty() ? "" : ",";
            if (numbered) text += (oneIn(3) ? "-" : "") + std::to_string(1 + below(5));
            text += kDays[below(kDays.size())];
        }
        return text;
    }

    std::mt19937 random_{20261121};
};

std::optional<Recurrence> recurrenceOf(const RandomSeries::Series& series, Zones& zones) {
    try {
        return recurrenceOf(
            event("DTSTART;TZID=" + series.zone + ":" + series.start + "\r\nRRULE:" + series.rule + "\r\n"), zones);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// As the window's instances are: each instant once.
std::vector<std::string> instantsOf(const SlowSeries& slow, std::chrono::local_days end) {
    std::set<std::chrono::sys_seconds> instants;
    for (const auto start : slow.startsBefore(end)) instants.insert(slow.instantOf(start));
    std::vector<std::string> result;
    for (const auto each : instants) result.push_back(textOf(each));
    return result;
}

// RFC 5545 section 3.3.10 and its table, over the changes of clocks of seven zones.
TEST(SlowSeries, SaysWhatTheExpanderSays) {
    RandomSeries random;
    int instances = 0;
    int series = 0;
    while (series < 400) {
        const auto drawn = random.next();
        auto zones = zonesIn("UTC");
        const auto recurrence = parseTime(drawn.start) ? recurrenceOf(drawn, zones) : std::nullopt;
        if (!recurrence) continue;
        ++series;
        const auto end = std::chrono::floor<std::chrono::days>(recurrence->start.local) + std::chrono::days(900);
        const SlowSeries slow(recurrence->rules.front(), recurrence->start.local, drawn.zone);
        std::vector<std::string> found;
        const Window window{.from = std::chrono::sys_seconds(), .to = slow.instantOf(end)};
        for (const auto& each :
             expand(*recurrence, window, zones, {.occurrences = 100'000, .steps = 10'000'000}).occurrences)
            found.push_back(textOf(each.start));
        ASSERT_EQ(found, instantsOf(slow, end)) << drawn.zone << ' ' << drawn.start << ' ' << drawn.rule;
        instances += static_cast<int>(found.size());
    }
    EXPECT_GT(instances, 10'000);
}

}  // namespace
}  // namespace groupware::formats::ical
