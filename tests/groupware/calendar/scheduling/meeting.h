#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/instances.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/tzif/posix_rule.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

/// Calendar objects for tests: anna organizes, bert, carl and dora take part.
namespace groupware::calendar::scheduling::test {

inline const std::string kAnna = "mailto:anna@example.org";
inline const std::string kBert = "mailto:bert@example.org";
inline const std::string kCarl = "mailto:carl@example.org";
inline const std::string kDora = "mailto:dora@example.org";

inline std::shared_ptr<const formats::tzif::TimeZone> findZone(std::string_view name) {
    using formats::tzif::PosixRule;
    using formats::tzif::TimeZone;
    if (name == "UTC") return std::make_shared<const TimeZone>();
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const TimeZone>(std::chrono::hours(1), std::vector<TimeZone::Transition>{},
                                            PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
}

inline constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12);

inline ical::TimeContext times() {
    return {.find = findZone, .zone = "Europe/Berlin"};
}

inline const AddressBook& people() {
    static const AddressBook kPeople = [] {
        AddressBook book;
        book.add("mailto:bert@example.org", "bert");
        book.add("mailto:bert.b@example.org", "bert");
        return book;
    }();
    return kPeople;
}

inline Conditions at(std::chrono::sys_seconds now) {
    return {.people = people(), .times = times(), .now = now};
}
inline Conditions now() {
    return at(kNow);
}

inline ical::Component parse(const std::string& text) {
    return ical::parseCalendar(text, {});
}

inline std::string calendarOf(const std::string& events, const std::string& before = {}) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + before + events + "END:VCALENDAR\r\n";
}

/// A VEVENT with UID, DTSTAMP, ORGANIZER:anna and these lines.
inline std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260101T000000Z\r\nORGANIZER:mailto:anna@example.org\r\n" + lines +
           "END:VEVENT\r\n";
}

inline std::string attendee(const std::string& uri, const std::string& parameters = {}) {
    return "ATTENDEE" + parameters + ":" + uri + "\r\n";
}

inline const std::string kTimes =
    "DTSTART;TZID=Europe/Berlin:20260302T100000\r\nDTEND;TZID=Europe/Berlin:20260302T110000\r\n";

/// Anna, bert and carl meet; it does not recur.
inline std::string single(const std::string& lines = {}) {
    return calendarOf(event(kTimes + "SUMMARY:Talk\r\n" + attendee(kAnna, ";PARTSTAT=ACCEPTED") +
                            attendee(kBert, ";PARTSTAT=ACCEPTED") + attendee(kCarl) + lines));
}

/// The same every day, five times.
inline std::string daily(const std::string& lines = {}, const std::string& instances = {}) {
    return calendarOf(event(kTimes + "RRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY:Talk\r\n" +
                            attendee(kAnna, ";PARTSTAT=ACCEPTED") + attendee(kBert, ";PARTSTAT=ACCEPTED") +
                            attendee(kCarl) + lines) +
                      instances);
}

/// What replaces the instance of a day in March.
inline std::string instance(int day, const std::string& lines) {
    const auto date = std::to_string(20260300 + day);
    return event("RECURRENCE-ID;TZID=Europe/Berlin:" + date + "T100000\r\n" + lines);
}
inline std::string timesOn(int day, const std::string& from = "100000", const std::string& to = "110000") {
    const auto date = std::to_string(20260300 + day);
    return "DTSTART;TZID=Europe/Berlin:" + date + "T" + from + "\r\nDTEND;TZID=Europe/Berlin:" + date + "T" + to +
           "\r\n";
}
inline InstanceId idOn(int day) {
    return std::to_string(20260300 + day) + "T090000Z";
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto place = text.find(from);
    return place == std::string::npos ? std::string("not found: ") + from : text.replace(place, from.size(), to);
}

inline const ical::Component& eventOf(const ical::Component& calendar, const InstanceId& id = {}) {
    auto zones = ical::Zones(findZone, findZone("UTC"), &calendar);
    const auto* found = findEvent(calendar, id, zones);
    if (found == nullptr) throw std::runtime_error("no event '" + id + "' in " + calendar.text());
    return *found;
}
inline bool has(const ical::Component& calendar, const InstanceId& id) {
    auto zones = ical::Zones(findZone, findZone("UTC"), &calendar);
    return findEvent(calendar, id, zones) != nullptr;
}
inline std::vector<InstanceId> excludedOf(const ical::Component& calendar) {
    auto zones = ical::Zones(findZone, findZone("UTC"), &calendar);
    return excluded(eventOf(calendar), zones);
}
/// PARTSTAT; "-" for who takes no part.
inline std::string statusOf(const ical::Component& calendar, const std::string& uri, const InstanceId& id = {}) {
    for (const auto& property : eventOf(calendar, id).properties()) {
        if (property.is("ATTENDEE") && people().same(property.value(), uri))
            return std::string(property.parameter("PARTSTAT").value_or("NEEDS-ACTION"));
    }
    return "-";
}

}  // namespace groupware::calendar::scheduling::test
