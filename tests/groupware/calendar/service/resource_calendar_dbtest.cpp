#include "groupware/calendar/service/resource_calendar.h"

#include "tests/groupware/calendar/scheduling_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

class ResourceCalendarTest : public SchedulingTest {
protected:
    void book(const std::string& uid, const std::string& day) {
        make(anna(), kAnna,
             replaced(meeting(attendee("Anna") + attendee("room@example.com", ";CUTYPE=ROOM"), uid), "0310T",
                      day + "T"));
    }
    int empty(principals::ResourceId room, int atMost) {
        int taken = 0;
        database().write(kContext,
                         [&](dbpool::WriteTransaction& tx) { taken = emptyResourceCalendar(tx, room, atMost); });
        return taken;
    }
};

TEST_F(ResourceCalendarTest, WhatAResourceIsBookedForGoesInStepsAndNothingElse) {
    const auto room = addRoom();
    for (const auto* day : {"0310", "0311", "0312"}) book(std::string("on") + day, day);
    ASSERT_TRUE(copy(CalendarUser::of(room), "on0312"));
    const auto used = counted();
    EXPECT_EQ(empty(room, 2), 2);
    EXPECT_EQ(empty(room, 2), 1) << "fewer: none is left";
    EXPECT_EQ(empty(room, 2), 0);
    EXPECT_EQ(counted(), used - 3);
    for (const auto* table : {"calendar_object", "calendar_event"}) EXPECT_EQ(rowsOf(table), 3) << table;
    EXPECT_EQ(answer(copy(kAnna, "on0310"), "room@example.com"), "A") << "her event stays as it was";
}

}  // namespace
}  // namespace groupware::calendar
