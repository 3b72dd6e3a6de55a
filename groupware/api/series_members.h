#pragma once

#include "groupware/formats/ical/simple_series.h"
#include "groupware/formats/json/json.h"

#include <cstdint>
#include <optional>

namespace groupware::api {

/// What a client sent of a series, of a task or an appointment: `recurrence_type`, `interval`, `days`,
/// `day_in_month`, `month`, and `until` or `occurrences`. A value.
class SeriesMembers {
public:
    SeriesMembers() = default;
    /// @throws Error BadRequest for members of a wrong type
    explicit SeriesMembers(const formats::json::Object& object);

    /// Absent members stay as they are; another type begins a new series, type 0 or null ends it. Numbers out of range
    /// stay that, for requireValid().
    void apply(std::optional<formats::ical::SimpleSeries>& series) const;

private:
    void applyEnd(formats::ical::SimpleSeries& series) const;

    std::optional<std::int64_t> type_{};
    std::optional<std::int64_t> interval_{};
    std::optional<std::int64_t> days_{};
    std::optional<std::int64_t> dayInMonth_{};
    std::optional<std::int64_t> month_{};
    bool hasUntil_ = false;
    std::optional<std::int64_t> until_{};
    bool hasOccurrences_ = false;
    std::optional<std::int64_t> occurrences_{};
};

}  // namespace groupware::api
