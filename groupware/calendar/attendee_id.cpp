#include "groupware/calendar/attendee_id.h"

#include <array>
#include <charconv>
#include <utility>

namespace groupware::calendar {
namespace {

using Kind = AttendeeId::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 3> kPrefixes{
    {{Kind::User, "yoke:user/"}, {Kind::Group, "yoke:group/"}, {Kind::Resource, "yoke:resource/"}}};

}  // namespace

std::string uriOf(const AttendeeId& attendee) {
    for (const auto& [kind, prefix] : kPrefixes) {
        if (kind == attendee.kind) return std::string(prefix) + std::to_string(attendee.id);
    }
    return {};
}

std::optional<AttendeeId> attendeeIdOf(std::string_view uri) {
    for (const auto& [kind, prefix] : kPrefixes) {
        if (!uri.starts_with(prefix)) continue;
        const auto digits = uri.substr(prefix.size());
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
        if (error == std::errc() && end == digits.data() + digits.size() && id >= 0) return AttendeeId{kind, id};
    }
    return std::nullopt;
}

}  // namespace groupware::calendar
