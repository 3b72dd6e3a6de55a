#include "groupware/calendar/visible_text.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;

// RFC 5545 section 3.8.1.3.
TEST(HidePrivate, InstancesOfAPrivateSeriesAreAsPrivate) {
    const auto event = [](const std::string& lines) {
        return "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260310T100000Z\r\n" + lines + "END:VEVENT\r\n";
    };
    auto calendar = ical::parseCalendar(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A//B//EN\r\n" +
            event("RRULE:FREQ=DAILY\r\nCLASS:PRIVATE\r\nSUMMARY:secret\r\nSTATUS:TENTATIVE\r\n") +
            event("RECURRENCE-ID:20260311T100000Z\r\nSUMMARY:secret, too\r\nSTATUS:CANCELLED\r\n") +
            event("RECURRENCE-ID:20260312T100000Z\r\nCLASS:PUBLIC\r\nSUMMARY:open\r\n") + "END:VCALENDAR\r\n",
        {});
    EXPECT_TRUE(hidePrivate(calendar));
    const auto text = calendar.text();
    EXPECT_EQ(text.find("secret"), std::string::npos) << text;
    EXPECT_NE(text.find("SUMMARY:open"), std::string::npos) << text;
    EXPECT_NE(text.find("STATUS:CANCELLED"), std::string::npos) << "whether the time is taken is no secret\n" << text;
}

}  // namespace
}  // namespace groupware::calendar
