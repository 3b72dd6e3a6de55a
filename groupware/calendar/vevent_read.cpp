#include "groupware/calendar/classification.h"
#include "groupware/calendar/vevent.h"
#include "groupware/calendar/vevent_words.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

namespace groupware::calendar {
namespace {

namespace lines = formats::lines;
using ical::Component;
using ical::TimeValue;
using std::chrono::days;
using std::chrono::seconds;

/// What EventFields has a member for, and what versions of it are stamped with.
constexpr std::array<std::string_view, 28> kMembers{
    "UID",        "DTSTAMP",   "RECURRENCE-ID", "DTSTART",    "DTEND",  "DURATION",   "RRULE",
    "RDATE",      "EXDATE",    "SUMMARY",       "LOCATION",   "CLASS",  "CATEGORIES", "DESCRIPTION",
    "STATUS",     "TRANSP",    "PRIORITY",      "SEQUENCE",   "COLOR",  "URL",        "GEO",
    "CONFERENCE", "ORGANIZER", "ATTENDEE",      "RELATED-TO", "ATTACH", "CREATED",    "LAST-MODIFIED"};

std::string textOf(const Component& event, std::string_view name) {
    return ical::text(event, name).value_or("");
}

/// A URI or rule, which has no escapes.
std::string rawOf(const Component& event, std::string_view name) {
    const auto* property = event.find(name);
    return property == nullptr ? std::string() : property->value();
}

/// Within bounds, else 0.
int smallNumber(const Component& event, std::string_view name, std::int64_t most) {
    const auto number = ical::number(event, name).value_or(0);
    return number < 0 || number > most ? 0 : static_cast<int>(number);
}

Status statusOf(const Component& event) {
    const auto word = lines::upper(textOf(event, "STATUS"));
    if (word == "TENTATIVE") return Status::Tentative;
    if (word == "CONFIRMED") return Status::Confirmed;
    return word == "CANCELLED" ? Status::Cancelled : Status::None;
}

std::optional<double> degrees(std::string_view text, double most) {
    const auto trimmed = lines::trimmed(text);
    double value = 0;
    const auto* const end = trimmed.data() + trimmed.size();
    const auto [stopped, error] = std::from_chars(trimmed.data(), end, value);
    if (error != std::errc{} || stopped != end || !(std::abs(value) <= most)) return std::nullopt;
    return value;
}

std::optional<std::pair<double, double>> geoOf(const Component& event) {
    constexpr double kPole = 90;
    constexpr double kDateLine = 180;
    const auto raw = rawOf(event, "GEO");
    const auto semicolon = raw.find(';');
    if (semicolon == std::string::npos) return std::nullopt;
    const auto latitude = degrees(std::string_view(raw).substr(0, semicolon), kPole);
    const auto longitude = degrees(std::string_view(raw).substr(semicolon + 1), kDateLine);
    if (!latitude || !longitude) return std::nullopt;
    return std::pair(*latitude, *longitude);
}

/// RFC 5545 section 3.3.6: days are of the calendar, the rest is exact.
TimeValue endOf(const TimeValue& start, const ical::Duration& length, ical::Zones& zones) {
    TimeValue end = start;
    if (start.isDate()) {
        end.local += std::chrono::floor<days>(length.nominal());
        return end;
    }
    end.local += length.days;
    if (length.time != seconds(0)) end.local = ical::localOf(zones.instantOf(end) + length.time, zones.of(end));
    return end;
}

TimeValue endOf(const Component& event, const TimeValue& start, ical::Zones& zones) {
    if (auto end = ical::time(event, "DTEND")) {
        if (start.isDate()) {
            *end = {.form = TimeValue::Form::Date, .local = std::chrono::floor<days>(end->local)};
            return end->local < start.local ? start : *end;
        }
        if (end->isDate()) end = TimeValue{.form = start.form, .local = end->local, .zone = start.zone};
        return zones.instantOf(*end) < zones.instantOf(start) ? start : *end;
    }
    const auto length = ical::duration(event, "DURATION");
    if (length && length->nominal() >= seconds(0)) return endOf(start, *length, zones);
    return endOf(start, {.days = days(start.isDate() ? 1 : 0)}, zones);
}

std::optional<Instant> instantOf(const Component& event, std::string_view name, ical::Zones& zones) {
    const auto time = ical::time(event, name);
    if (!time) return std::nullopt;
    return zones.instantOf(*time);
}

}  // namespace

bool hasMember(std::string_view property) {
    return lines::equal(property, kAttendeePrivileges) ||
           std::any_of(kMembers.begin(), kMembers.end(),
                       [property](std::string_view member) { return lines::equal(member, property); });
}

EventFields fieldsOf(const Component& event, ical::Zones& zones) {
    constexpr std::int64_t kMaxSequence = 1'000'000'000;
    constexpr std::int64_t kMaxPriority = 9;
    EventFields fields;
    fields.uid = textOf(event, "UID");
    fields.recurrenceId = ical::time(event, "RECURRENCE-ID");
    fields.start = ical::time(event, "DTSTART").value_or(TimeValue{});
    fields.end = endOf(event, fields.start, zones);
    fields.rule = rawOf(event, "RRULE");
    fields.additions = additionsOf(event);
    fields.exceptions = ical::times(event, "EXDATE");
    fields.summary = textOf(event, "SUMMARY");
    fields.description = textOf(event, "DESCRIPTION");
    fields.location = textOf(event, "LOCATION");
    fields.categories = ical::list(event, "CATEGORIES");
    fields.classification = classOf(event);
    fields.status = statusOf(event);
    fields.transparent = lines::equal(textOf(event, "TRANSP"), "TRANSPARENT");
    fields.priority = smallNumber(event, "PRIORITY", kMaxPriority);
    fields.sequence = smallNumber(event, "SEQUENCE", kMaxSequence);
    fields.color = textOf(event, "COLOR");
    fields.url = rawOf(event, "URL");
    fields.geo = geoOf(event);
    fields.organizer = ical::organizer(event);
    fields.attendees = ical::attendees(event);
    fields.attendeesMayChange = lines::equal(textOf(event, kAttendeePrivileges), "MODIFY");
    fields.alarms = alarmsOf(event);
    fields.attachments = ical::attachments(event);
    fields.conferences = conferencesOf(event);
    fields.relatedTo = ical::relatedTo(event);
    fields.extended = extendedOf(event);
    fields.created = instantOf(event, "CREATED", zones);
    fields.lastModified = instantOf(event, "LAST-MODIFIED", zones);
    return fields;
}

}  // namespace groupware::calendar
