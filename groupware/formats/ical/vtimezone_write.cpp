#include "groupware/formats/ical/rule.h"
#include "groupware/formats/ical/utc_offset.h"
#include "groupware/formats/ical/vtimezone.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace groupware::formats::ical {
namespace {

using std::chrono::days;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using std::chrono::year;
using YearlyTime = tzif::PosixRule::YearlyTime;

local_seconds localAt(sys_seconds instant, seconds offset) {
    return local_seconds(instant.time_since_epoch() + offset);
}

year yearOf(sys_seconds instant) {
    return std::chrono::year_month_day(std::chrono::floor<days>(instant)).year();
}

/// The rule of a change that happens every year, its time of day included in the series' start; nothing where iCalendar
/// has no words for it.
std::optional<Rule> ruleOf(const YearlyTime& when) {
    Rule rule{.frequency = Rule::Frequency::Yearly};
    const auto shift = std::chrono::floor<days>(when.time).count();  // POSIX times of day reach a week to either side
    if (when.form == YearlyTime::Form::WeekdayOfMonth) {
        rule.months = {static_cast<int>(when.month)};
        const std::chrono::weekday weekday(when.day);
        if (shift == 0) {
            rule.days = {{.ordinal = when.week == 5 ? -1 : static_cast<int>(when.week), .weekday = weekday}};
            return rule;
        }
        // "The day after the fourth Thursday" is the Friday among seven days of the month.
        rule.days = {{.ordinal = 0, .weekday = weekday + days(shift)}};
        const auto first = (when.week == 5 ? -7 : static_cast<int>(when.week - 1) * 7 + 1) + static_cast<int>(shift);
        const int shortest = when.month == 2 ? 28 : 30;
        const bool inMonth =
            when.week == 5 ? first >= -shortest && first + 6 <= -1 : first >= 1 && first + 6 <= shortest;
        if (!inMonth) return std::nullopt;
        for (int day = first; day < first + 7; ++day) rule.monthDays.push_back(day);
        return rule;
    }
    if (when.form == YearlyTime::Form::DayWithoutLeap && shift == 0) {
        const std::chrono::year_month_day date(std::chrono::sys_days(year(2023) / 1 / 1) + days(when.day - 1));
        rule.months = {static_cast<int>(static_cast<unsigned>(date.month()))};
        rule.monthDays = {static_cast<int>(static_cast<unsigned>(date.day()))};
        return rule;
    }
    return std::nullopt;
}

/// Builds the definition, one observance after the other.
class Definition {
public:
    explicit Definition(const std::string& name) : component_("VTIMEZONE") { component_.add({"TZID", name}); }

    /// @param onset  in the time before
    lines::Component& add(local_seconds onset, seconds before, seconds after, bool daylight) {
        lines::Component observance(daylight ? "DAYLIGHT" : "STANDARD");
        observance.add({"DTSTART", write(TimeValue{.form = TimeValue::Form::Floating, .local = onset})});
        observance.add({"TZOFFSETFROM", writeOffset(before)});
        observance.add({"TZOFFSETTO", writeOffset(after)});
        return component_.add(std::move(observance));
    }

    /// Changes of the same kind share an observance.
    void addChange(local_seconds onset, seconds before, seconds after) {
        for (auto& observance : component_.components()) {
            const bool same = observance.find("TZOFFSETFROM")->value() == writeOffset(before) &&
                              observance.find("TZOFFSETTO")->value() == writeOffset(after);
            if (!same) continue;
            observance.add({"RDATE", write(TimeValue{.form = TimeValue::Form::Floating, .local = onset})});
            return;
        }
        add(onset, before, after, after > before);
    }

    lines::Component take() { return std::move(component_); }

private:
    lines::Component component_;
};

struct YearlyChange {
    YearlyTime when;
    seconds before;
    seconds after;

    [[nodiscard]] sys_seconds in(year each) const { return when.in(each)-before; }
};

/// The next change of the rule after an instant.
sys_seconds nextChange(const std::vector<YearlyChange>& changes, sys_seconds after) {
    auto next = sys_seconds::max();
    for (const auto& change : changes) {
        auto each = yearOf(after) - std::chrono::years(1);
        while (change.in(each) <= after) ++each;
        next = std::min(next, change.in(each));
    }
    return next;
}

std::vector<YearlyChange> changesOf(const std::optional<tzif::PosixRule>& rule) {
    if (!rule || !rule->saving()) return {};
    const auto& saving = *rule->saving();
    return {{saving.start, rule->standard(), saving.offset}, {saving.end, saving.offset, rule->standard()}};
}

/// From when on the rule tells all that is listed, too: files list changes up to 2037.
sys_seconds ruledFrom(const tzif::TimeZone& zone, const std::vector<YearlyChange>& changes) {
    const auto& listed = zone.transitions();
    if (listed.empty()) return sys_seconds::min();
    auto from = listed.back().at;
    for (std::size_t i = listed.size() - 1; i > 0; --i) {
        const bool isNext = nextChange(changes, listed[i - 1].at) == listed[i].at;
        if (!isNext || zone.after()->offsetAt(listed[i].at) != listed[i].offset) break;
        from = listed[i - 1].at;
    }
    return from;
}

/// One of two changes that go on for ever, after an instant.
void addRule(Definition& definition, const YearlyChange& change, sys_seconds after, sys_seconds to) {
    auto first = yearOf(after) - std::chrono::years(1);
    while (change.in(first) <= after) ++first;
    const auto onset = [&](year each) { return localAt(change.in(each), change.before); };
    if (const auto rule = ruleOf(change.when)) {
        definition.add(onset(first), change.before, change.after, change.after > change.before)
            .add({"RRULE", write(*rule)});
        return;
    }
    for (auto each = first; change.in(each) < to; ++each) {
        definition.addChange(onset(each), change.before, change.after);
    }
}

}  // namespace

lines::Component defineTimeZone(const std::string& name, const tzif::TimeZone& zone, sys_seconds from, sys_seconds to) {
    // With a year before, there is a change before `from` wherever clocks are changed at all.
    const auto begin = from - std::chrono::years(1);
    const auto changes = changesOf(zone.after());
    const auto ruled = changes.empty() ? to : std::max(begin, ruledFrom(zone, changes));
    Definition definition(name);
    auto before = zone.offsetAt(begin);
    auto earliest = sys_seconds::max();
    for (const auto& [at, offset] : zone.transitions()) {
        if (at <= begin || at > ruled) continue;
        if (offset != before) {
            definition.addChange(localAt(at, before), before, offset);
            earliest = std::min(earliest, at);
        }
        before = offset;
    }
    for (const auto& change : changes) addRule(definition, change, ruled, to);
    if (!changes.empty()) earliest = std::min(earliest, nextChange(changes, ruled));
    if (earliest > from) {
        const auto initial = zone.offsetAt(begin);
        definition.add(local_seconds(seconds(0)), initial, initial, false);  // 1970
    }
    return definition.take();
}

}  // namespace groupware::formats::ical
