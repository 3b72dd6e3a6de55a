#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::ical {

/// RFC 5545 section 3.3.6: days are of the calendar, and last 23 or 25 hours when clocks are changed; the rest is
/// exact. Both parts have the same sign.
struct Duration {
    std::chrono::days days{0};
    std::chrono::seconds time{0};

    /// With days of 24 hours.
    [[nodiscard]] std::chrono::seconds nominal() const noexcept { return days + time; }
    [[nodiscard]] friend bool operator==(const Duration&, const Duration&) = default;
};

/// `P15DT5H0M20S`, `P7W`, `-PT15M`. Numbers have at most 7 digits. Nothing for anything else.
[[nodiscard]] std::optional<Duration> parseDuration(std::string_view text);
[[nodiscard]] std::string write(const Duration& duration);

}  // namespace groupware::formats::ical
