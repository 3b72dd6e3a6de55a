#include "groupware/calendar/attendee_id.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

TEST(AttendeeIdTest, GoesIntoAUriAndBack) {
    for (const auto kind : {AttendeeId::Kind::User, AttendeeId::Kind::Group, AttendeeId::Kind::Resource}) {
        const AttendeeId attendee{.kind = kind, .id = 17};
        EXPECT_EQ(attendeeIdOf(uriOf(attendee)), attendee);
    }
    EXPECT_EQ(uriOf({.kind = AttendeeId::Kind::Group, .id = 0}), "yoke:group/0");
}

TEST(AttendeeIdTest, OtherUrisAreNone) {
    for (const auto* uri : {"", "mailto:a@example.com", "yoke:user/", "yoke:user/-3", "yoke:user/3x", "yoke:users/3",
                            "yoke:user/99999999999999999999", "YOKE:user/3"})
        EXPECT_FALSE(attendeeIdOf(uri).has_value()) << uri;
}

}  // namespace
}  // namespace groupware::calendar
