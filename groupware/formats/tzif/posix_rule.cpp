#include "groupware/formats/tzif/posix_rule.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <string>

namespace groupware::formats::tzif {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

/// After 400 years dates and weekdays repeat.
constexpr seconds kCycle = std::chrono::days{146'097};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads a rule from left to right.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    [[noreturn]] static void refuse(const std::string& why) {
        throw Error(ErrorCode::BadRequest, "broken time zone rule: " + why);
    }

    [[nodiscard]] bool atEnd() const { return rest_.empty(); }
    [[nodiscard]] bool isNext(char c) const { return rest_.starts_with(c); }
    bool take(char c) {
        if (!isNext(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char c) {
        if (!take(c)) refuse(std::string("no ") + c);
    }

    /// Abbreviations say nothing about offsets: they are checked and dropped.
    void abbreviation() {
        const bool quoted = take('<');
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), [quoted](char c) {
            return isLetter(c) || (quoted && (isDigit(c) || c == '+' || c == '-'));
        });
        const auto length = static_cast<std::size_t>(end - rest_.begin());
        if (length < 3) refuse("an abbreviation is too short");
        rest_.remove_prefix(length);
        if (quoted) expect('>');
    }

    [[nodiscard]] unsigned number(unsigned min, unsigned max) {
        unsigned value = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && digits < 3 && isDigit(rest_[digits]); ++digits) {
            value = value * 10 + static_cast<unsigned>(rest_[digits] - '0');
        }
        if (digits == 0 || value < min || value > max) refuse("a number is missing or out of range");
        rest_.remove_prefix(digits);
        return value;
    }

    /// [+-]hh[:mm[:ss]]
    [[nodiscard]] seconds time(unsigned maxHours) {
        const bool negative = take('-');
        if (!negative) take('+');
        seconds value = hours(number(0, maxHours));
        if (take(':')) {
            value += minutes(number(0, 59));
            if (take(':')) value += seconds(number(0, 59));
        }
        return negative ? -value : value;
    }

    [[nodiscard]] PosixRule::YearlyTime yearlyTime(bool extended) {
        using Form = PosixRule::YearlyTime::Form;
        PosixRule::YearlyTime when;
        if (take('M')) {
            when.month = number(1, 12);
            expect('.');
            when.week = number(1, 5);
            expect('.');
            when.day = number(0, 6);
        } else if (take('J')) {
            when.form = Form::DayWithoutLeap;
            when.day = number(1, 365);
        } else {
            when.form = Form::DayOfYear;
            when.day = number(0, 365);
        }
        when.time = take('/') ? timeOfDay(extended) : hours(2);
        return when;
    }

private:
    [[nodiscard]] seconds timeOfDay(bool extended) {
        if (!extended && isNext('-')) refuse("a negative time of day");
        return time(extended ? 167 : 24);
    }

    std::string_view rest_;
};

sys_days dayOf(const PosixRule::YearlyTime& when, std::chrono::year year) {
    using Form = PosixRule::YearlyTime::Form;
    const sys_days newYear = year / std::chrono::January / 1;
    switch (when.form) {
        case Form::WeekdayOfMonth: {
            const std::chrono::weekday weekday(when.day);
            const auto month = year / std::chrono::month(when.month);
            return when.week == 5 ? sys_days(month / weekday[std::chrono::last]) : sys_days(month / weekday[when.week]);
        }
        case Form::DayWithoutLeap: {
            const bool afterLeapDay = year.is_leap() && when.day > 59;
            return newYear + std::chrono::days(when.day - 1 + (afterLeapDay ? 1 : 0));
        }
        case Form::DayOfYear: break;
    }
    return newYear + std::chrono::days(when.day);
}

}  // namespace

sys_seconds PosixRule::YearlyTime::in(std::chrono::year year) const {
    return dayOf(*this, year) + time;
}

PosixRule PosixRule::parse(std::string_view text, bool extended) {
    constexpr unsigned kMaxOffsetHours = 24;
    Scanner scanner(text);
    scanner.abbreviation();
    const seconds standard = -scanner.time(kMaxOffsetHours);  // POSIX counts west of Greenwich
    if (scanner.atEnd()) return {standard, std::nullopt};

    Daylight saving;
    scanner.abbreviation();
    saving.offset = scanner.isNext(',') ? standard + hours(1) : -scanner.time(kMaxOffsetHours);
    scanner.expect(',');
    saving.start = scanner.yearlyTime(extended);
    scanner.expect(',');
    saving.end = scanner.yearlyTime(extended);
    if (!scanner.atEnd()) Scanner::refuse("text after its end");
    return {standard, saving};
}

seconds PosixRule::offsetAt(sys_seconds instant) const {
    if (!saving_) return standard_;
    // Into 1970 to 2369, so that no year is out of the calendar's range.
    auto since = instant.time_since_epoch() % kCycle;
    if (since < seconds(0)) since += kCycle;
    const sys_seconds when(since);

    // The latest change decides. It may be one of a neighbouring year, because times of day reach a week beyond their
    // day. Where an end and a start coincide, daylight saving time goes on: that is how all-year DST is written.
    const auto current = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when)).year();
    sys_seconds latest = sys_seconds::min();
    bool isDaylight = false;
    for (const auto candidate : {current - std::chrono::years(1), current, current + std::chrono::years(1)}) {
        const auto start = saving_->start.in(candidate)-standard_;
        const auto end = saving_->end.in(candidate)-saving_->offset;
        if (end <= when && end > latest) {
            latest = end;
            isDaylight = false;
        }
        if (start <= when && start >= latest) {
            latest = start;
            isDaylight = true;
        }
    }
    return isDaylight ? saving_->offset : standard_;
}

}  // namespace groupware::formats::tzif
