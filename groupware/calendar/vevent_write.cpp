#include "groupware/calendar/vevent.h"
#include "groupware/calendar/vevent_words.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <array>
#include <charconv>
#include <utility>

namespace groupware::calendar {
namespace {

namespace lines = formats::lines;
using ical::Component;
using ical::TimeValue;
using std::chrono::seconds;

/// The shortest digits that are read as the same number, as RFC 5545 section 3.8.1.6 writes them.
std::string decimal(double number) {
    constexpr std::size_t kMostDigits = 400;  // of 1e-308
    std::array<char, kMostDigits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
    return {digits.data(), end};
}

void putRaw(Component& event, const char* name, const std::string& value) {
    if (value.empty()) return event.removeAll(name);
    if (auto* property = event.find(name)) return property->setValue(value);
    event.add({name, value});
}

/// Other words for the same description say something old now.
void dropOtherDescriptions(Component& event, const EventFields& have, EventFields& wanted) {
    if (auto* property = event.find("DESCRIPTION")) property->removeParameter("ALTREP");
    for (const auto& each : have.extended) {
        if (lines::equal(each.name, kHtmlDescription) || lines::equal(each.name, "STYLED-DESCRIPTION"))
            std::erase(wanted.extended, each);
    }
}

void putTexts(Component& event, const EventFields& have, EventFields& wanted) {
    const auto put = [&](const char* name, const std::string& before, const std::string& after) {
        if (before != after) ical::setText(event, name, after);
    };
    if (!wanted.uid.empty()) put("UID", have.uid, wanted.uid);
    put("SUMMARY", have.summary, wanted.summary);
    put("DESCRIPTION", have.description, wanted.description);
    put("LOCATION", have.location, wanted.location);
    put("COLOR", have.color, wanted.color);
    if (have.description != wanted.description) dropOtherDescriptions(event, have, wanted);
    if (have.url != wanted.url) putRaw(event, "URL", wanted.url);
    if (have.categories != wanted.categories) ical::setList(event, "CATEGORIES", wanted.categories);
}

void putWords(Component& event, const EventFields& have, const EventFields& wanted) {
    if (have.classification != wanted.classification)
        ical::setText(event, "CLASS", std::string(wordOf(wanted.classification)));
    if (have.status != wanted.status) ical::setText(event, "STATUS", std::string(wordOf(wanted.status)));
    if (have.transparent != wanted.transparent)
        ical::setText(event, "TRANSP", std::string(wanted.transparent ? "TRANSPARENT" : "OPAQUE"));
    if (have.attendeesMayChange != wanted.attendeesMayChange)
        ical::setText(event, kAttendeePrivileges, std::string(wanted.attendeesMayChange ? "MODIFY" : ""));
    const auto put = [&](const char* name, int before, int after) {
        if (before != after) ical::setNumber(event, name, after == 0 ? std::nullopt : std::optional<int>(after));
    };
    put("PRIORITY", have.priority, wanted.priority);
    put("SEQUENCE", have.sequence, wanted.sequence);
    if (have.geo != wanted.geo)
        putRaw(event, "GEO", wanted.geo ? decimal(wanted.geo->first) + ';' + decimal(wanted.geo->second) : "");
}

void putStart(Component& event, const EventFields& have, const EventFields& wanted, ical::Zones& zones) {
    if (have.recurrenceId != wanted.recurrenceId) ical::setTime(event, "RECURRENCE-ID", wanted.recurrenceId);
    if (have.start != wanted.start || event.find("DTSTART") == nullptr) ical::setTime(event, "DTSTART", wanted.start);
    if (event.find("DTEND") != nullptr) {
        if (have.start != wanted.start || have.end != wanted.end) ical::setTime(event, "DTEND", wanted.end);
    } else if (fieldsOf(event, zones).end != wanted.end) {
        // What a DURATION says of the new start may be what is wanted; here it is not.
        event.removeAll("DURATION");
        ical::setTime(event, "DTEND", wanted.end);
    }
}

void putRecurrence(Component& event, const EventFields& have, const EventFields& wanted) {
    if (have.rule != wanted.rule) putRaw(event, "RRULE", wanted.rule);
    if (have.additions != wanted.additions) putTimes(event, "RDATE", wanted.additions);
    if (have.exceptions != wanted.exceptions) putTimes(event, "EXDATE", wanted.exceptions);
}

bool sameContent(const ical::Attachment& a, const ical::Attachment& b) {
    if (!a.managedId.empty() || !b.managedId.empty()) return a.managedId == b.managedId;
    return a.uri == b.uri && a.octets == b.octets;
}

void putLists(Component& event, const EventFields& have, EventFields& wanted) {
    adopt(wanted.attendees, have.attendees, [](const auto& a, const auto& b) { return lines::equal(a.uri, b.uri); });
    adopt(wanted.attachments, have.attachments, sameContent);
    adopt(wanted.conferences, have.conferences, [](const auto& a, const auto& b) { return a.uri == b.uri; });
    adopt(wanted.relatedTo, have.relatedTo, [](const auto& a, const auto& b) { return a == b; });
    if (have.organizer != wanted.organizer) ical::setOrganizer(event, wanted.organizer);
    ical::setAttendees(event, wanted.attendees);
    ical::setAttachments(event, wanted.attachments);
    putConferences(event, wanted.conferences);
    ical::setRelatedTo(event, wanted.relatedTo);
    if (have.extended != wanted.extended) putExtended(event, wanted.extended);
    putAlarms(event, wanted.alarms);
}

void putInstant(Component& event, const char* name, const std::optional<Instant>& instant) {
    std::optional<TimeValue> time;
    if (instant) time = ical::utc(std::chrono::floor<seconds>(*instant));
    ical::setTime(event, name, time);
}

}  // namespace

const char* wordOf(Class classification) {
    switch (classification) {
        case Class::Public: return "PUBLIC";
        case Class::Private: return "PRIVATE";
        case Class::Confidential: return "CONFIDENTIAL";
    }
    return "PRIVATE";
}

const char* wordOf(Status status) {
    switch (status) {
        case Status::None: return "";
        case Status::Tentative: return "TENTATIVE";
        case Status::Confirmed: return "CONFIRMED";
        case Status::Cancelled: return "CANCELLED";
    }
    return "";
}

Component makeEventCalendar(const std::string& uid, Instant now) {
    auto calendar = ical::makeCalendar(std::string(kProduct));
    Component event("VEVENT");
    ical::setText(event, "UID", uid);
    putInstant(event, "DTSTAMP", now);
    putInstant(event, "CREATED", now);
    calendar.add(std::move(event));
    return calendar;
}

void putFields(Component& event, const EventFields& fields, ical::Zones& zones) {
    const EventFields have = fieldsOf(event, zones);
    EventFields wanted = fields;
    putTexts(event, have, wanted);
    putWords(event, have, wanted);
    putStart(event, have, wanted, zones);
    putRecurrence(event, have, wanted);
    putLists(event, have, wanted);
    if (have.created != wanted.created) putInstant(event, "CREATED", wanted.created);
    if (have.lastModified != wanted.lastModified) putInstant(event, "LAST-MODIFIED", wanted.lastModified);
}

void stamp(Component& event, Instant now) {
    putInstant(event, "DTSTAMP", now);
    putInstant(event, "LAST-MODIFIED", now);
}

}  // namespace groupware::calendar
