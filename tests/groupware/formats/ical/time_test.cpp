#include "groupware/formats/ical/duration.h"
#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/ical/utc_offset.h"
#include "groupware/formats/lines/parse.h"
#include "tests/groupware/formats/ical/samples.h"

namespace groupware::formats::ical {
namespace {

using Form = TimeValue::Form;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

ContentLine line(const std::string& text) {
    return lines::parseLines(text + "\r\n", {}).front();
}
std::string written(const ContentLine& property) {
    std::string out;
    property.write(out, "\r\n");
    return out;
}

TEST(Time, Rfc5545Sections3Point3Point4And5) {
    EXPECT_EQ(parseTime("19970714")->form, Form::Date);
    EXPECT_EQ(parseTime("19980118T230000")->form, Form::Floating);
    EXPECT_EQ(parseTime("19980119T070000Z")->form, Form::Utc);
    EXPECT_EQ(parseTime("19980119T020000", "America/New_York")->zone, "America/New_York");
    EXPECT_EQ(parseTime("19970630T235960Z"), parseTime("19970630T235959Z")) << "a leap second";
    for (const auto* text : {"19970714", "19980118T230000", "19980119T070000Z", "00010101", "99991231T235959"}) {
        EXPECT_EQ(write(*parseTime(text)), text);
    }
    for (const auto* text : {"", "1997", "19971301", "19970230", "19970714T", "19970714T1330", "19970714T240000",
                             "19970714T133000X", "19970714 133000", "1997071x", "19970714T13300Z", "1997-07-14"}) {
        EXPECT_FALSE(parseTime(text).has_value()) << text;
    }
}

TEST(Time, PropertiesSayTheirZone) {
    auto property = line("DTSTART;X-A=1;TZID=Europe/Berlin:20260110T090000");
    const auto time = timeOf(property);
    EXPECT_EQ(time, (TimeValue{.form = Form::Zoned, .local = local("20260110T090000"), .zone = "Europe/Berlin"}));
    putTime(property, *time);
    EXPECT_FALSE(property.source().empty());
    putTime(property, *parseTime("20260111"));
    EXPECT_EQ(written(property), "DTSTART;X-A=1;VALUE=DATE:20260111\r\n");
    putTime(property, *parseTime("20260111T100000Z"));
    EXPECT_EQ(written(property), "DTSTART;X-A=1:20260111T100000Z\r\n");
    putTime(property, *time);
    EXPECT_EQ(written(property), "DTSTART;X-A=1;TZID=Europe/Berlin:20260110T090000\r\n");
}

TEST(Time, ListsSkipWhatIsNoTime) {
    EXPECT_EQ(timesOf(line("EXDATE;TZID=Z:20260101T000000,x,20260102T000000Z,20260103")).size(), 3U);
}

TEST(Duration, Rfc5545Section3Point3Point6) {
    EXPECT_EQ(parseDuration("P15DT5H0M20S"), (Duration{.days = days(15), .time = hours(5) + seconds(20)}));
    EXPECT_EQ(parseDuration("P7W"), (Duration{.days = days(49)}));
    EXPECT_EQ(parseDuration("-PT15M"), (Duration{.time = -minutes(15)}));
    EXPECT_EQ(parseDuration("+PT0S"), Duration{});
    for (const auto* text :
         {"", "P", "PT", "P1", "1D", "P1H", "PT1D", "PT1M1H", "P1D1D", "P-1D", "PT12345678S", "P1DT", "PX"}) {
        EXPECT_FALSE(parseDuration(text).has_value()) << text;
    }
    for (const auto* text : {"P15DT5H20S", "P7W", "-PT15M", "PT0S", "P1D", "-P1DT1S", "PT25H"}) {
        EXPECT_EQ(write(*parseDuration(text)), text);
    }
}

TEST(Offset, Rfc5545Section3Point3Point14) {
    EXPECT_EQ(parseOffset("-0500"), -hours(5));
    EXPECT_EQ(parseOffset("+013612"), hours(1) + minutes(36) + seconds(12));
    EXPECT_EQ(writeOffset(-(hours(3) + minutes(30))), "-0330");
    EXPECT_EQ(writeOffset(seconds(1)), "+000001");
    for (const auto* text : {"", "0100", "+1", "+01:00", "+0160", "+2400", "+010", "-"}) {
        EXPECT_FALSE(parseOffset(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace groupware::formats::ical
