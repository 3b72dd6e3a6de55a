#pragma once

#include "groupware/calendar/scheduling/message.h"
#include "groupware/formats/ical/calendar.h"

#include <memory>
#include <string>
#include <string_view>

namespace groupware::calendar::test {

/// A message with one VEVENT, to Carol who has no calendar here.
/// @param lines  of the VEVENT besides UID, DTSTAMP, DTSTART, ORGANIZER and ATTENDEE of Carol; each ends with a line
///               feed
inline std::string invitationCalendar(std::string_view method, std::string_view uid, std::string_view lines = {},
                                      std::string_view start = "DTSTART;TZID=Europe/Berlin:20261120T100000",
                                      std::string_view partStat = "NEEDS-ACTION") {
    std::string text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\nMETHOD:";
    text.append(method).append("\nBEGIN:VEVENT\nUID:").append(uid).append("\nDTSTAMP:20261119T120000Z\n");
    text.append(start).append("\nORGANIZER;CN=Anna:mailto:anna@example.com\nATTENDEE;CN=Carol;PARTSTAT=");
    text.append(partStat).append(":mailto:carol@example.org\n").append(lines);
    return text + "END:VEVENT\nEND:VCALENDAR\n";
}

inline scheduling::Message messageOf(const std::string& text) {
    auto message = scheduling::readMessage(formats::ical::parseCalendar(text, {}),
                                           {.find = [](std::string_view) { return nullptr; }});
    const bool fromAttendee =
        message.method == scheduling::Method::Reply || message.method == scheduling::Method::Counter;
    message.recipient = fromAttendee ? "mailto:anna@example.com" : "mailto:carol@example.org";
    return message;
}

}  // namespace groupware::calendar::test
