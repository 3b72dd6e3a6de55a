#include "groupware/calendar/visible_text.h"

#include "groupware/formats/ical/properties.h"
#include "groupware/formats/tzif/time_zone.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;

std::shared_ptr<const formats::tzif::TimeZone> find(std::string_view name) {
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const formats::tzif::TimeZone>();
}

ical::Component object(const std::string& uid, const std::string& tzid, const std::string& offset) {
    return ical::parseCalendar("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A//B//EN\r\nBEGIN:VEVENT\r\nUID:" + uid +
                                   "\r\nDTSTART;TZID=" + tzid + ":20260310T100000\r\nEXDATE;TZID=" + tzid +
                                   ":20260311T100000\r\nEND:VEVENT\r\nBEGIN:VTIMEZONE\r\nTZID:" + tzid +
                                   "\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:" + offset +
                                   "\r\nTZOFFSETTO:" + offset +
                                   "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n",
                               {});
}

/// "uid TZID-of-DTSTART TZID-of-EXDATE offset-of-that-zone".
std::vector<std::string> read(const EventFileWriter& writer) {
    const auto file = ical::parseCalendar(writer.text(), {});
    std::vector<std::string> lines;
    for (const auto* event : ical::all(file, "VEVENT")) {
        const std::string tzid(event->find("DTSTART")->parameter("TZID").value_or(""));
        auto line = event->find("UID")->value() + " " + tzid + " " +
                    std::string(event->find("EXDATE")->parameter("TZID").value_or(""));
        for (const auto* zone : ical::all(file, "VTIMEZONE")) {
            if (zone->find("TZID")->value() == tzid)
                line += " " + zone->components().front().find("TZOFFSETTO")->value();
        }
        lines.push_back(line);
    }
    return lines;
}

// RFC 5545 section 3.6.5: a TZID is unique in its file.
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

TEST(EventFileWriterTest, OneNameForTwoZonesBecomesTwo) {
    EventFileWriter writer(find);
    writer.add(object("a", "Office", "+0100"));
    writer.add(object("b", "Office-2", "+0200"));
    writer.add(object("c", "Office", "+0300"));
    writer.add(object("d", "Office", "+0100"));
    writer.add(object("e", "Office", "+0300"));
    EXPECT_EQ(read(writer), (std::vector<std::string>{"a Office Office +0100", "b Office-2 Office-2 +0200",
                                                      "c Office-3 Office-3 +0300", "d Office Office +0100",
                                                      "e Office-3 Office-3 +0300"}));
}

TEST(EventFileWriterTest, ZonesOfTheSystemAreTheSameWhateverObjectsSay) {
    EventFileWriter writer(find);
    writer.add(object("a", "Europe/Berlin", "+0100"));
    writer.add(object("b", "Europe/Berlin", "+0500"));
    EXPECT_EQ(read(writer),
              (std::vector<std::string>{"a Europe/Berlin Europe/Berlin +0100", "b Europe/Berlin Europe/Berlin +0100"}));
}

}  // namespace
}  // namespace groupware::calendar
