#include "groupware/formats/ical/calendar_writer.h"

#include "groupware/formats/ical/properties.h"
#include "groupware/formats/tzif/time_zone.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {
namespace {

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
std::vector<std::string> read(CalendarWriter& writer) {
    const auto file = ical::parseCalendar(writer.finish(), {});
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
TEST(CalendarWriterTest, OneNameForTwoZonesBecomesTwo) {
    CalendarWriter writer(find, "-//A//B//EN", "VEVENT");
    writer.add(object("a", "Office", "+0100"));
    writer.add(object("b", "Office-2", "+0200"));
    writer.add(object("c", "Office", "+0300"));
    writer.add(object("d", "Office", "+0100"));
    writer.add(object("e", "Office", "+0300"));
    EXPECT_EQ(read(writer), (std::vector<std::string>{"a Office Office +0100", "b Office-2 Office-2 +0200",
                                                      "c Office-3 Office-3 +0300", "d Office Office +0100",
                                                      "e Office-3 Office-3 +0300"}));
}

TEST(CalendarWriterTest, ZonesOfTheSystemAreTheSameWhateverObjectsSay) {
    CalendarWriter writer(find, "-//A//B//EN", "VEVENT");
    writer.add(object("a", "Europe/Berlin", "+0100"));
    writer.add(object("b", "Europe/Berlin", "+0500"));
    EXPECT_EQ(read(writer),
              (std::vector<std::string>{"a Europe/Berlin Europe/Berlin +0100", "b Europe/Berlin Europe/Berlin +0100"}));
}

TEST(CalendarWriterTest, PiecesTogetherAreTheFile) {
    CalendarWriter whole(find, "-//A//B//EN", "VEVENT");
    CalendarWriter pieces(find, "-//A//B//EN", "VEVENT");
    std::string file;
    for (const std::string uid : {"a", "b", "c"}) {
        whole.add(object(uid, "Office", "+0100"));
        pieces.add(object(uid, "Office", "+0100"));
        EXPECT_GT(pieces.size(), 0U);
        file += pieces.take();
        EXPECT_EQ(pieces.size(), 0U);
    }
    file += pieces.finish();
    EXPECT_EQ(file, whole.finish());
    EXPECT_EQ(all(parseCalendar(file, {}), "VTIMEZONE").size(), 1U);
    EXPECT_EQ(CalendarWriter(find, "-//A//B//EN", "VTODO").finish(), makeCalendar("-//A//B//EN").text());
}

}  // namespace
}  // namespace groupware::formats::ical
