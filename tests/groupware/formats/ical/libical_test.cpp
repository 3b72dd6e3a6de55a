#include "tests/groupware/formats/ical/libical.h"

#include "groupware/formats/ical/rule_iterator.h"
#include "tests/groupware/formats/ical/samples.h"

#include <array>
#include <random>
#include <set>
#include <string_view>

namespace groupware::formats::ical {
namespace {

/// Rules in the shapes that clients write. Left out is what libical 3.0 gets wrong: unsorted or negative BYMONTHDAY in
/// days and hours, BYMONTH of every n-th week, BYSETPOS over times of day, COUNT with a start that the rule does not
/// name.
class RandomRule {
public:
    std::string next() {
        static constexpr std::array<std::string_view, 4> kFrequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
        const auto frequency = below(4);
        std::string text = "FREQ=" + std::string(kFrequencies[frequency]);
        if (below(2) == 0) text += ";INTERVAL=" + std::to_string(1 + below(6));
        if (frequency != 1 && below(3) == 0) text += ";BYMONTH=" + numbers(12);
        const bool monthDays = frequency >= 2 && below(3) == 0;
        if (monthDays) text += ";BYMONTHDAY=" + numbers(28);
        // libical takes BYMONTHDAY of a year without BYMONTH for one month of it.
        if (monthDays && frequency == 3 && text.find("BYMONTH=") == std::string::npos)
            text += ";BYMONTH=" + numbers(12);
        if (below(2) == 0) text += ";BYDAY=" + days(frequency >= 2 && !monthDays);
        if (below(4) == 0) text += ";WKST=SU";
        return text;
    }
    std::size_t below(std::size_t count) { return random_() % count; }

private:
    std::string numbers(std::size_t most) {
        std::set<std::size_t> chosen;
        for (auto count = 1 + below(3); count > 0; --count) chosen.insert(1 + below(most));
        std::string text;
        for (const auto number : chosen) text += (text.empty() ? "" : ",") + std::to_string(number);
        return text;
    }

    /// libical wants weekdays in the order of the week.
    std::string days(bool numbered) {
        static constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
        const bool ordinal = numbered && below(2) == 0;
        std::string text;
        for (const auto day : kDays) {
            if (below(3) != 0 && !(text.empty() && day == "SA")) continue;
            if (!text.empty()) text += ',';
            if (ordinal) text += (below(3) == 0 ? "-" : "") + std::to_string(1 + below(4));
            text += day;
        }
        return text;
    }

    std::mt19937 random_{20261120};
};

TEST(RuleIterator, SaysWhatLibicalSaysWhereThatIsRight) {
    RandomRule rules;
    int compared = 0;
    for (int round = 0; round < 300; ++round) {
        const auto text = rules.next();
        const auto start = "20" + std::to_string(10 + rules.below(15)) + "0" + std::to_string(1 + rules.below(9)) +
                           "1" + std::to_string(rules.below(10)) + "T093000";
        Steps steps(200'000);
        RuleIterator ours(parseRule(text), {.start = local(start), .isDate = false, .last = local("20350101T000000")},
                          steps);
        LibicalRule theirs(text, start);
        if (!theirs.valid()) continue;
        for (int i = 0; i < 15; ++i) {
            const auto expected = theirs.next();
            if (!expected || *expected >= "20350101T000000") break;
            const auto found = ours.next();
            ASSERT_TRUE(found.has_value()) << start << " " << text << " " << *expected;
            ASSERT_EQ(textOf(*found), *expected) << start << " " << text;
            ++compared;
        }
    }
    EXPECT_GT(compared, 2000);
}

}  // namespace
}  // namespace groupware::formats::ical
