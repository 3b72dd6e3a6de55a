#include "groupware/api/series_members.h"

#include <algorithm>
#include <chrono>

namespace groupware::api {
namespace {

namespace json = formats::json;
using formats::ical::SimpleSeries;

/// What is beyond a member's range must not come into it by cutting.
int small(std::int64_t number) {
    constexpr std::int64_t kFar = 1'000'000;
    return static_cast<int>(std::clamp<std::int64_t>(number, -kFar, kFar));
}

}  // namespace

SeriesMembers::SeriesMembers(const json::Object& object)
    : type_(json::integer(object, "recurrence_type")),
      interval_(json::integer(object, "interval")),
      days_(json::integer(object, "days")),
      dayInMonth_(json::integer(object, "day_in_month")),
      month_(json::integer(object, "month")),
      hasUntil_(object.has("until")),
      until_(json::integer(object, "until")),
      hasOccurrences_(object.has("occurrences")),
      occurrences_(json::integer(object, "occurrences")) {
    if (object.has("recurrence_type") && !type_) type_ = 0;
}

void SeriesMembers::applyEnd(SimpleSeries& series) const {
    if (hasUntil_) {
        series.until.reset();
        if (until_)
            series.until = std::chrono::floor<std::chrono::days>(
                std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(*until_)));
        if (until_) series.occurrences.reset();
    }
    if (!hasOccurrences_) return;
    series.occurrences.reset();
    if (occurrences_.value_or(0) == 0) return;
    series.occurrences = small(*occurrences_);
    if (!hasUntil_ || !until_) series.until.reset();
}

void SeriesMembers::apply(std::optional<SimpleSeries>& series) const {
    if (type_ == 0) return series.reset();
    if (!type_ && !series) return;
    if (!series || (type_ && *type_ != series->type)) series = SimpleSeries{.type = small(*type_)};
    if (interval_) series->interval = small(*interval_);
    // Days of the week are another way to say which day of the month. What was shown and is sent back says nothing.
    if (dayInMonth_ && small(*dayInMonth_) != series->dayInMonth) {
        series->dayInMonth = small(*dayInMonth_);
        series->days = 0;
    }
    if (days_) series->days = small(*days_);
    if (month_) series->month = small(*month_);
    applyEnd(*series);
}

}  // namespace groupware::api
