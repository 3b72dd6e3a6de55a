#pragma once

#include "groupware/calendar/calendar_user.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::calendar {

/// Somebody to be invited whom a client knows by id. Where a change has attendees, his URI may stand in place of an
/// address; the service puts the address and the name there, and of a group its members, each once. Never stored.
struct AttendeeId {
    enum class Kind : std::uint8_t { User, Group, Resource };
    Kind kind = Kind::User;
    std::int64_t id = 0;

    [[nodiscard]] friend bool operator==(const AttendeeId&, const AttendeeId&) = default;
};

/// `yoke:user/3`, `yoke:group/0`, `yoke:resource/7`.
[[nodiscard]] std::string uriOf(const AttendeeId& attendee);
/// Nothing for any other URI.
[[nodiscard]] std::optional<AttendeeId> attendeeIdOf(std::string_view uri);

}  // namespace groupware::calendar
