#include "groupware/formats/ical/utc_offset.h"

#include "groupware/formats/ical/digits.h"
#include "groupware/formats/lines/ascii.h"

namespace groupware::formats::ical {

std::optional<std::chrono::seconds> parseOffset(std::string_view text) {
    text = lines::trimmed(text);
    const bool negative = text.starts_with('-');
    if (!negative && !text.starts_with('+')) return std::nullopt;
    text.remove_prefix(1);
    if (text.size() != 4 && text.size() != 6) return std::nullopt;
    const auto hour = digits(text.substr(0, 2), 2);
    const auto minute = digits(text.substr(2, 2), 2);
    const auto second = text.size() == 6 ? digits(text.substr(4), 2) : 0U;
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    const auto offset = std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
    return negative ? -offset : offset;
}

std::string writeOffset(std::chrono::seconds offset) {
    const std::chrono::hh_mm_ss parts(std::chrono::abs(offset));
    std::string text = offset < std::chrono::seconds(0) ? "-" : "+";
    text += padded(static_cast<unsigned>(parts.hours().count()), 2) +
            padded(static_cast<unsigned>(parts.minutes().count()), 2);
    if (parts.seconds().count() != 0) text += padded(static_cast<unsigned>(parts.seconds().count()), 2);
    return text;
}

}  // namespace groupware::formats::ical
