#pragma once

#include "groupware/formats/lines/content_line.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {

/// A date or a time as iCalendar has them. RFC 5545 sections 3.3.4 and 3.3.5. Years 0 to 9999.
struct TimeValue {
    enum class Form {
        Date,      ///< a whole day; `local` is its midnight
        Floating,  ///< wherever who reads it is
        Utc,
        Zoned,  ///< in `zone`
    };
    Form form = Form::Floating;
    std::chrono::local_seconds local{};  ///< of UTC for Form::Utc
    std::string zone{};                  ///< TZID, as written

    [[nodiscard]] bool isDate() const noexcept { return form == Form::Date; }
    [[nodiscard]] friend bool operator==(const TimeValue&, const TimeValue&) = default;
};

/// `19970714`, `19970714T133000` or `19970714T173000Z`. A second 60 is the one before.
/// @param zone  of a time without Z; empty for floating ones
/// @return nothing for anything else
[[nodiscard]] std::optional<TimeValue> parseTime(std::string_view text, std::string_view zone = {});
/// Without its zone, which is a parameter.
[[nodiscard]] std::string write(const TimeValue& time);

/// The time of a property with a single one, with its parameter TZID.
[[nodiscard]] std::optional<TimeValue> timeOf(const lines::ContentLine& property);
/// Sets value, VALUE and TZID. Changes nothing if the property has that time.
void putTime(lines::ContentLine& property, const TimeValue& time);

/// As EXDATE and RDATE have them, several in a line. What is none is skipped.
[[nodiscard]] std::vector<TimeValue> timesOf(const lines::ContentLine& property);

}  // namespace groupware::formats::ical
