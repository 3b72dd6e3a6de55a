#pragma once

#include "tests/groupware/calendar/client_object.h"

#include <vector>

namespace groupware::test {

/// Thunderbird, Evolution, phones, CalendarServer, and what is odd: what they write with everything in it that a simple
/// model of events has no words for. All belong to anna@example.com, who organizes, attends or is alone, in March 2026.
inline std::vector<ClientObject> freeObjects() {
    return {
        {"Thunderbird: generations, snoozed instances, categories in several lines, times floating", linesOf(R"(
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
BEGIN:VEVENT
CREATED:20260107T100000Z
LAST-MODIFIED:20260107T100500Z
DTSTAMP:20260107T100500Z
UID:7c0b0e1e-thunder
SUMMARY:Floating\, daily
RRULE:FREQ=DAILY;INTERVAL=2;COUNT=5
CATEGORIES:Work
CATEGORIES:Blue,Two words
DTSTART:20260316T083000
DTEND:20260316T084500
TRANSP:OPAQUE
X-MOZ-GENERATION:4
X-MOZ-SNOOZE-TIME-1773646200000000:20260316T080000Z
X-MOZ-LASTACK:20260316T072501Z
SEQUENCE:2
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;VALUE=DURATION:-PT5M
DESCRIPTION:Default Mozilla Description
X-MOZ-LASTACK:20260316T072501Z
END:VALARM
END:VEVENT
END:VCALENDAR
)")},
        {"Thunderbird: days, an alarm after the start and one relative to the end", linesOf(R"(
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
BEGIN:VEVENT
DTSTAMP:20260107T100500Z
UID:7c0b0e1e-days
SUMMARY:Messe
DTSTART;VALUE=DATE:20260317
DTEND;VALUE=DATE:20260320
TRANSP:TRANSPARENT
CLASS:PRIVATE
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;VALUE=DURATION:PT9H
DESCRIPTION:x
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END;VALUE=DURATION:-PT1H
DESCRIPTION:y
END:VALARM
END:VEVENT
END:VCALENDAR
)")},
        {"Evolution: a zone with a path, last acknowledged, empty comment, lower case", linesOf(R"(
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Ximian//NONSGML Evolution Calendar//EN
VERSION:2.0
BEGIN:VEVENT
UID:20260108T120000Z-1234-1000-1-0@host
DTSTAMP:20260108T120000Z
DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:
  20260318T130000
DTEND;TZID=/freeassociation.sourceforge.net/Europe/Berlin:
  20260318T140000
summary:lower case
Transp:opaque
class:confidential
COMMENT:
SEQUENCE:7
X-EVOLUTION-CALDAV-HREF:x
CREATED:20260108T120000Z
LAST-MODIFIED:20260108T120000Z
X-LIC-ERROR;X-LIC-ERRORTYPE=VALUE-PARSE-ERROR:No value for COMMENT
END:VEVENT
END:VCALENDAR
)")},
        {"DAVx5 and Android: line feeds alone, tabs that fold, colors by name, a DURATION in seconds", linesOf(R"(
BEGIN:VCALENDAR
VERSION:2.0
PRODID:DAVx5/4.4-ose ical4j/3.2.19 (at.bitfire.davdroid)
BEGIN:VEVENT
DTSTAMP:20260109T120000Z
UID:f0e1-android
DTSTART;TZID=Europe/Berlin:20260319T0
	90000
DURATION:PT5400S
SUMMARY:A very long title that is folded in the middle of a word bec
	ause it is long
COLOR:darkseagreen
STATUS:TENTATIVE
BEGIN:VALARM
TRIGGER:-PT0S
ACTION:DISPLAY
DESCRIPTION:A
END:VALARM
END:VEVENT
END:VCALENDAR
)",
                                                                                                               "\n")},
        {"CalendarServer: scheduling parameters, managed attachments, a delegate, RDATEs with periods", linesOf(R"(
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//CALENDARSERVER.ORG//NONSGML Version 1//EN
BEGIN:VEVENT
UID:cs-1
DTSTAMP:20260110T120000Z
DTSTART;TZID=Europe/Berlin:20260320T100000
DTEND;TZID=Europe/Berlin:20260320T110000
RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20260324T100000/PT2H,20260325T100000/20260325T103000
RDATE;TZID=Europe/Berlin:20260326T100000
ORGANIZER;CN=Anna;SENT-BY="mailto:bert@example.com":mailto:anna@example.com
ATTENDEE;CN=Anna;PARTSTAT=ACCEPTED:mailto:anna@example.com
ATTENDEE;CN=Ext;SCHEDULE-STATUS="2.0;Success";SCHEDULE-AGENT=CLIENT;DELEGATED-TO="mailto:d@example
 .org";PARTSTAT=DELEGATED:mailto:e@example.org
ATTENDEE;CN=Del;DELEGATED-FROM="mailto:e@example.org";PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT:m
 ailto:d@example.org
ATTENDEE;CUTYPE=GROUP;SCHEDULE-AGENT=CLIENT;CN=All:urn:uuid:1234
ATTACH;MANAGED-ID=abc;FMTTYPE=text/plain;SIZE=12;FILENAME=a.txt:https://cs.example.org/a.txt
RELATED-TO;RELTYPE=X-CALENDARSERVER-RECURRENCE-SET:set-1
RELATED-TO:parent-1
SUMMARY:Delegated
X-CALENDARSERVER-ACCESS:PUBLIC
GEO:52.520008;13.404954
CONFERENCE;VALUE=URI;FEATURE=AUDIO,PHONE;LABEL=Call:tel:+49-30-1
PRIORITY:1
END:VEVENT
END:VCALENDAR
)")},
        {"A yearly birthday of a phone: nothing but days, no end, no transparency", linesOf(R"(
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Phone//EN
BEGIN:VEVENT
UID:birthday
DTSTAMP:20260110T120000Z
DTSTART;VALUE=DATE:20200229
RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1
SUMMARY:Geburtstag
END:VEVENT
END:VCALENDAR
)")},
        {"A zone that nobody knows, a second event's worth of X- properties, an unknown class and status", linesOf(R"(
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Odd//EN
X-A;B="c:d;e":f
BEGIN:VEVENT
UID:odd
DTSTAMP:20260110T120000Z
DTSTART;TZID=Mars/Olympus:20260321T100000
DTEND;TZID=Mars/Olympus:20260321T113000
CLASS:X-SECRET
STATUS:X-MAYBE
TRANSP:X-HALF
PRIORITY:77
SEQUENCE:x
SUMMARY:one
SUMMARY:two
LOCATION;ALTREP="http://x.org":There
DESCRIPTION;ALTREP="cid:1":x
RESOURCES:beamer
CONTACT:somebody
X-B:1
X-B:2
IMAGE;VALUE=URI:https://x.org/i.png
STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<p>x</p>
BEGIN:VLOCATION
UID:l
NAME:There
END:VLOCATION
END:VEVENT
END:VCALENDAR
)")},
        {"Changed instances without their series, as an invitation to one of them brings along", linesOf(R"(
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Odd//EN
BEGIN:VEVENT
UID:orphan
DTSTAMP:20260110T120000Z
RECURRENCE-ID:20260322T090000Z
DTSTART:20260322T100000Z
DTEND:20260322T110000Z
ORGANIZER:mailto:boss@example.org
ATTENDEE;PARTSTAT=TENTATIVE:mailto:anna@example.com
SUMMARY:Only this one
END:VEVENT
END:VCALENDAR
)")},
    };
}

}  // namespace groupware::test
