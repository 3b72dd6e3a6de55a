#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/tzif/parse.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

/// Calendar objects in the shape of well-known clients, written for these tests, and the system's time zones.
namespace groupware::formats::ical {

inline constexpr const char* kAppleTodo =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Apple Inc.//iOS 17.5//EN\r\nCALSCALE:GREGORIAN\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\nTZNAME:CEST\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VTODO\r\nCREATED:20260101T080000Z\r\nDTSTAMP:20260102T080000Z\r\nUID:todo-apple-1\r\n"
    "SUMMARY:Buy milk\\, eggs\r\nDESCRIPTION:Line 1\\nLine 2 which is long enough to be folded by this cl\r\n ient\r\n"
    "DTSTART;TZID=Europe/Berlin:20260110T090000\r\nDUE;TZID=Europe/Berlin:20260110T100000\r\nPRIORITY:5\r\n"
    "STATUS:NEEDS-ACTION\r\nRRULE:FREQ=WEEKLY;BYDAY=SA\r\nX-APPLE-SORT-ORDER:712345678\r\n"
    "BEGIN:VALARM\r\nUID:alarm-1\r\nACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\nTRIGGER:-PT15M\r\n"
    "X-WR-ALARMUID:alarm-1\r\nEND:VALARM\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

inline constexpr const char* kTasksOrg =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:+//IDN tasks.org//android-130100//EN\r\nBEGIN:VTODO\r\n"
    "DTSTAMP:20260102T080000Z\r\nUID:9f1c-2\r\nCREATED:20260101T080000Z\r\nLAST-MODIFIED:20260102T080000Z\r\n"
    "SUMMARY:Child\r\nPRIORITY:9\r\nDUE;VALUE=DATE:20260115\r\nCATEGORIES:Home,Errands\\, small\r\n"
    "PERCENT-COMPLETE:50\r\nSTATUS:IN-PROCESS\r\nRELATED-TO:9f1c-1\r\n"
    "BEGIN:VALARM\r\nTRIGGER;VALUE=DATE-TIME:20260115T070000Z\r\nACTION:DISPLAY\r\n"
    "DESCRIPTION:Default Tasks.org description\r\nEND:VALARM\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

inline constexpr const char* kThunderbirdTodo =
    "BEGIN:VCALENDAR\r\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\nVERSION:2.0\r\nBEGIN:VTODO\r\n"
    "CREATED:20260101T080000Z\r\nLAST-MODIFIED:20260102T080000Z\r\nDTSTAMP:20260102T080000Z\r\nUID:tb-3\r\n"
    "SUMMARY:Done\r\nSTATUS:COMPLETED\r\nCOMPLETED:20260102T075900Z\r\nPERCENT-COMPLETE:100\r\n"
    "DTSTART:20260101T100000\r\nDURATION:P1DT2H\r\nX-MOZ-GENERATION:2\r\nCLASS:PRIVATE\r\nEND:VTODO\r\n"
    "END:VCALENDAR\r\n";

inline constexpr const char* kOutlookEvent =
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nORGANIZER;CN=\"Boss, The\":mailto:Boss@example.com\r\n"
    "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Jane:mailto:jane@example.com\r\n"
    "ATTENDEE;ROLE=NON-PARTICIPANT;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED;RSVP=FALSE;CN=Room;X-EXTRA=1:MAILTO:room@\r\n"
    " example.com\r\nDESCRIPTION;LANGUAGE=en-US:Agenda\\n\r\n"
    "RRULE:FREQ=WEEKLY;UNTIL=20260330T080000Z;INTERVAL=1;BYDAY=MO;WKST=MO\r\n"
    "EXDATE;TZID=W. Europe Standard Time:20260316T100000\r\nSUMMARY;LANGUAGE=en-US:Weekly\r\n"
    "DTSTART;TZID=W. Europe Standard Time:20260309T100000\r\nDTEND;TZID=W. Europe Standard Time:20260309T110000\r\n"
    "UID:040000008200E00074C5B7101A82E008\r\nCLASS:PUBLIC\r\nPRIORITY:5\r\nDTSTAMP:20260102T080000Z\r\n"
    "TRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\nSEQUENCE:2\r\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n"
    "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:aGVsbG8=\r\n"
    "BEGIN:VALARM\r\nDESCRIPTION:REMINDER\r\nTRIGGER;RELATED=START:-PT15M\r\nACTION:DISPLAY\r\nEND:VALARM\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

inline std::vector<std::string> samples() {
    return {kAppleTodo, kTasksOrg, kThunderbirdTodo, kOutlookEvent};
}

inline Component calendar(const std::string& text) {
    return parseCalendar(text, {});
}

/// The first component that is no time zone.
inline Component& mainComponent(Component& calendar) {
    for (auto& component : calendar.components()) {
        if (!component.is("VTIMEZONE")) return component;
    }
    throw std::logic_error("a calendar of time zones only");
}

/// A VEVENT with these lines.
inline Component event(const std::string& properties) {
    return lines::parseComponents("BEGIN:VEVENT\r\n" + properties + "END:VEVENT\r\n", {}).front();
}

/// From the database that every machine with tests has.
inline std::shared_ptr<const tzif::TimeZone> systemZone(std::string_view name) {
    const auto path = "/usr/share/zoneinfo/" + std::string(name);
    if (!std::filesystem::is_regular_file(path)) return nullptr;
    std::ifstream file(path, std::ios::binary);
    const std::string octets{std::istreambuf_iterator<char>(file), {}};
    if (name == "UTC") return std::make_shared<const tzif::TimeZone>();
    return tzif::isTzif(octets) ? std::make_shared<const tzif::TimeZone>(tzif::parse(octets)) : nullptr;
}

inline Zones zonesIn(std::string_view floating, const Component* calendar = nullptr) {
    return {systemZone, systemZone(floating), calendar};
}

inline std::chrono::local_seconds local(std::string_view text) {
    const auto time = parseTime(text);
    EXPECT_TRUE(time.has_value()) << text;
    return time->local;
}
inline std::chrono::sys_seconds instant(std::string_view text) {
    return std::chrono::sys_seconds(local(text).time_since_epoch());
}
inline std::string textOf(std::chrono::local_seconds time) {
    return write(TimeValue{.form = TimeValue::Form::Floating, .local = time, .zone = {}});
}
inline std::string textOf(std::chrono::sys_seconds time) {
    return textOf(std::chrono::local_seconds(time.time_since_epoch())) + "Z";
}

}  // namespace groupware::formats::ical
