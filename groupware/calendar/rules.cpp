#include "groupware/calendar/rules.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/rule.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/content_line.h"
#include "groupware/formats/mime/mailbox.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

namespace groupware::calendar {
namespace {

namespace lines = formats::lines;
namespace mime = formats::mime;
using ical::TimeValue;
using std::chrono::days;
using std::chrono::seconds;

/// Most attachments, conferences, related events and unknown properties: each.
constexpr std::size_t kMostOthers = 200;

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

void requireCount(const char* what, std::size_t count, std::size_t most) {
    if (count <= most) return;
    throw Error(ErrorCode::TooLarge, std::string("too many ") + what,
                "An event has at most " + std::to_string(most) + ' ' + what + '.');
}

bool isControl(char letter) {
    const auto octet = static_cast<unsigned char>(letter);
    return (octet < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') || octet == 0x7F;
}

/// What stands in one line: a URI or a rule.
void requireLine(std::string_view what, std::string_view text, std::size_t most) {
    requireText(what, text, most);
    if (text.find_first_of("\r\n\t ") != std::string_view::npos) refuse(std::string(what) + " has blanks.");
}

bool isAbsolute(const TimeValue& time) {
    return time.form == TimeValue::Form::Utc || time.form == TimeValue::Form::Zoned;
}

void requireTime(const char* what, const TimeValue& time, ical::Zones& zones) {
    constexpr std::chrono::local_days kFirst = std::chrono::local_days(std::chrono::year(1) / 1 / 2);
    constexpr std::chrono::local_days kLast = std::chrono::local_days(std::chrono::year(9999) / 12 / 30);
    if (time.local < kFirst || time.local > kLast) refuse(std::string(what) + " is too far away.");
    if (time.form == TimeValue::Form::Zoned && !zones.knows(time.zone))
        refuse("Nobody knows the time zone of " + std::string(what) + '.');
}

void requireTimes(const EventFields& fields, ical::Zones& zones) {
    requireTime("the start", fields.start, zones);
    requireTime("the end", fields.end, zones);
    // RFC 5545 section 3.8.2.2.
    if (fields.start.isDate() != fields.end.isDate() || isAbsolute(fields.start) != isAbsolute(fields.end))
        refuse("Start and end must be both whole days, both in a time zone or both without.");
    if (zones.instantOf(fields.end) < zones.instantOf(fields.start)) refuse("The end is before the start.");
    for (const auto& time : fields.additions) requireTime("an added date", time, zones);
    for (const auto& time : fields.exceptions) requireTime("an excluded date", time, zones);
}

void requireRule(const EventFields& fields, ical::Zones& zones) {
    if (fields.rule.empty()) return;
    constexpr std::size_t kRuleCharacters = 2'000;
    requireLine("The rule", fields.rule, kRuleCharacters);
    const auto rule = ical::parseRule(fields.rule);
    if (fields.start.isDate() && rule.frequency == ical::Rule::Frequency::Hourly)
        refuse("A whole day cannot recur every hour.");
    if (rule.until && zones.instantOf(*rule.until) < zones.instantOf(fields.start))
        refuse("The series ends before it starts.");
}

void requirePerson(const ical::Person& person, const Limits& limits) {
    requireText("A name", person.name, limits.textCharacters);
    requireText("A comment", person.comment, limits.textCharacters);
    requireLine("An address", person.uri, limits.textCharacters);
    requireLine("An address", person.sentBy, limits.textCharacters);
    if (person.uri.find(':') == std::string::npos) refuse("An address is a URI, such as mailto:anna@example.com.");
    for (const auto* word : {&person.type, &person.role, &person.status}) {
        if (!lines::isName(*word)) refuse("An attendee has a word that is none.");
    }
    requireCount("groups of an attendee", person.members.size(), limits.attendees);
    for (const auto& member : person.members) requireLine("A group", member, limits.textCharacters);
}

void requireAlarm(const Alarm& alarm, const Limits& limits) {
    requireText("An alarm's title", alarm.summary, limits.textCharacters);
    requireText("An alarm's description", alarm.description, limits.descriptionCharacters);
    requireText("An alarm's uid", alarm.uid, limits.textCharacters);
    requireText("An alarm's uid", alarm.relatedTo, limits.textCharacters);
    if (!lines::isName(alarm.action)) refuse("An alarm has an action, such as DISPLAY.");
    const auto at = ical::parseTime(alarm.trigger);
    if (!ical::parseDuration(alarm.trigger) && (!at || at->form != TimeValue::Form::Utc))
        refuse("An alarm has a trigger: a duration, such as -PT15M, or a time in UTC.");
    requireCount("attendees of an alarm", alarm.attendees.size(), limits.attendees);
    for (const auto& person : alarm.attendees) requirePerson(person, limits);
}

void requireExtended(const ExtendedProperty& property, const Limits& limits) {
    const auto reserved = [&](std::string_view name) { return lines::equal(name, property.name); };
    if (!lines::isName(property.name) || hasMember(property.name) || reserved("BEGIN") || reserved("END"))
        refuse("A property cannot be called " + property.name + '.');
    requireText("A property", property.value, limits.descriptionCharacters);
    for (const auto& [name, value] : property.parameters) {
        if (!lines::isName(name)) refuse("A parameter has a name.");
        requireText("A parameter", value, limits.descriptionCharacters);
    }
}

void requireTexts(const EventFields& fields, const Limits& limits) {
    constexpr std::size_t kUidCharacters = 255;
    constexpr std::size_t kColorCharacters = 32;
    requireText("The uid", fields.uid, kUidCharacters);
    requireText("The title", fields.summary, limits.summaryCharacters);
    requireText("The description", fields.description, limits.descriptionCharacters);
    requireText("The location", fields.location, limits.textCharacters);
    requireText("The color", fields.color, kColorCharacters);
    requireLine("The url", fields.url, limits.textCharacters);
    std::size_t characters = 0;
    for (const auto& category : fields.categories) {
        requireText("A category", category, limits.textCharacters);
        characters += category.size() + 1;
    }
    // Octets are at most four times as many as characters.
    requireCount("octets of categories", characters, limits.textCharacters * 4);
}

void requireLists(const EventFields& fields, const Limits& limits) {
    requireCount("attendees", fields.attendees.size(), limits.attendees);
    requireCount("alarms", fields.alarms.size(), limits.alarms);
    requireCount("deleted instances", fields.exceptions.size(), limits.exceptions);
    requireCount("added instances", fields.additions.size(), limits.exceptions);
    requireCount("attachments", fields.attachments.size(), kMostOthers);
    requireCount("conferences", fields.conferences.size(), kMostOthers);
    requireCount("related events", fields.relatedTo.size(), kMostOthers);
    requireCount("other properties", fields.extended.size(), kMostOthers);
    if (fields.organizer) requirePerson(*fields.organizer, limits);
    for (const auto& person : fields.attendees) requirePerson(person, limits);
    for (const auto& alarm : fields.alarms) requireAlarm(alarm, limits);
    for (const auto& relation : fields.relatedTo) requireText("A uid", relation.uid, limits.textCharacters);
    for (const auto& conference : fields.conferences) {
        requireLine("A conference", conference.uri, limits.descriptionCharacters);
        requireText("A conference's label", conference.label, limits.textCharacters);
    }
    for (const auto& attachment : fields.attachments) {
        requireLine("An attachment", attachment.uri, limits.descriptionCharacters);
        requireText("A file name", attachment.fileName, limits.textCharacters);
    }
    for (const auto& property : fields.extended) requireExtended(property, limits);
}

/// RFC 5545 section 3.3.10: UNTIL is a date for dates, local for what has no zone, otherwise in UTC. Dates include
/// their day.
void settleUntil(EventFields& fields, ical::Zones& zones) {
    ical::Rule rule;
    try {
        rule = ical::parseRule(fields.rule);
    } catch (const Error&) {
        return;  // refused later
    }
    if (!rule.until) return;
    auto until = *rule.until;
    const auto& start = fields.start;
    const bool absolute = until.form == TimeValue::Form::Utc;
    const auto local =
        absolute && isAbsolute(start) ? ical::localOf(zones.instantOf(until), zones.of(start)) : until.local;
    if (start.isDate()) {
        until = {.form = TimeValue::Form::Date, .local = std::chrono::floor<days>(local)};
    } else if (until.isDate()) {
        until = {.form = start.form, .local = local + days(1) - seconds(1), .zone = start.zone};
    } else {
        until = {.form = start.form, .local = local, .zone = start.zone};
    }
    if (isAbsolute(until)) until = absolute ? *rule.until : ical::utc(zones.instantOf(until));
    if (until == *rule.until) return;
    rule.until = until;
    fields.rule = ical::write(rule);
}

void settleAddress(std::string& uri) {
    if (!uri.empty() && uri.find(':') == std::string::npos && uri.find('@') != std::string::npos) uri = "mailto:" + uri;
}

void settleAttendees(std::vector<ical::Person>& attendees) {
    std::set<std::string> known;
    std::vector<ical::Person> settled;
    for (auto& person : attendees) {
        settleAddress(person.uri);
        const auto address = person.address();
        const auto key =
            address.empty() ? lines::lower(std::string_view(person.uri)) : mime::comparableAddress(address);
        if (known.insert(key).second) settled.push_back(std::move(person));
    }
    attendees = std::move(settled);
}

void settleCategories(std::vector<std::string>& categories) {
    std::vector<std::string> settled;
    for (const auto& each : categories) {
        const std::string category(lines::trimmed(each));
        const bool known = std::find(settled.begin(), settled.end(), category) != settled.end();
        if (!category.empty() && !known) settled.push_back(category);
    }
    categories = std::move(settled);
}

template <typename Member>
void forget(Member& after, const Member& before) {
    if (after == before) after = Member{};
}

template <typename Item>
void forgetItems(std::vector<Item>& after, const std::vector<Item>& before) {
    std::erase_if(after,
                  [&](const Item& item) { return std::find(before.begin(), before.end(), item) != before.end(); });
}

/// Lists that do not grow may be as long as they are.
void requireGrowth(const EventFields& before, const EventFields& after, const Limits& limits) {
    const auto require = [](const char* what, const auto& old, const auto& now, std::size_t most) {
        if (now.size() > old.size()) requireCount(what, now.size(), most);
    };
    require("attendees", before.attendees, after.attendees, limits.attendees);
    require("alarms", before.alarms, after.alarms, limits.alarms);
    require("deleted instances", before.exceptions, after.exceptions, limits.exceptions);
    require("added instances", before.additions, after.additions, limits.exceptions);
    require("attachments", before.attachments, after.attachments, kMostOthers);
    require("conferences", before.conferences, after.conferences, kMostOthers);
    require("related events", before.relatedTo, after.relatedTo, kMostOthers);
    require("other properties", before.extended, after.extended, kMostOthers);
}

void settleDay(TimeValue& time) {
    if (time.isDate()) time.local = std::chrono::floor<days>(time.local);
}

}  // namespace

void requireText(std::string_view what, std::string_view text, std::size_t maxCharacters) {
    const std::string name(what);
    if (!isUtf8(text)) refuse(name + " is not UTF-8.");
    if (std::any_of(text.begin(), text.end(), isControl)) refuse(name + " has control characters.");
    const auto characters = std::count_if(
        text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U; });
    if (static_cast<std::size_t>(characters) <= maxCharacters) return;
    const std::string most = std::to_string(maxCharacters);
    throw Error(ErrorCode::TooLarge, name + " is longer than " + most,
                name + " has more than " + most + " characters.");
}

void settle(EventFields& fields, ical::Zones& zones) {
    settleDay(fields.start);
    settleDay(fields.end);
    if (fields.start.isDate() && fields.end.isDate() && fields.end.local <= fields.start.local)
        fields.end.local = fields.start.local + days(1);
    if (fields.recurrenceId) {
        fields.rule.clear();
        fields.additions.clear();
        fields.exceptions.clear();
    }
    if (!fields.rule.empty()) settleUntil(fields, zones);
    if (!fields.recurs()) fields.exceptions.clear();
    settleCategories(fields.categories);
    settleAttendees(fields.attendees);
    if (fields.organizer) settleAddress(fields.organizer->uri);
}

void requireValid(const EventFields& fields, const Limits& limits, ical::Zones& zones) {
    requireTexts(fields, limits);
    requireLists(fields, limits);
    requireTimes(fields, zones);
    requireRule(fields, zones);
    constexpr int kLowest = 9;
    constexpr double kPole = 90;
    constexpr double kDateLine = 180;
    if (fields.priority < 0 || fields.priority > kLowest) refuse("priority must be 0 to 9.");
    if (fields.sequence < 0) refuse("sequence must not be negative.");
    if (fields.geo && (!(std::abs(fields.geo->first) <= kPole) || !(std::abs(fields.geo->second) <= kDateLine)))
        refuse("geo is not on earth.");
}

void requireValidChange(const EventFields& before, const EventFields& after, const Limits& limits, ical::Zones& zones) {
    requireGrowth(before, after, limits);
    EventFields changed = after;
    for (auto text : {&EventFields::uid, &EventFields::summary, &EventFields::description, &EventFields::location,
                      &EventFields::color, &EventFields::url})
        forget(changed.*text, before.*text);
    forget(changed.categories, before.categories);
    forget(changed.organizer, before.organizer);
    forgetItems(changed.attendees, before.attendees);
    forgetItems(changed.alarms, before.alarms);
    forgetItems(changed.attachments, before.attachments);
    forgetItems(changed.conferences, before.conferences);
    forgetItems(changed.relatedTo, before.relatedTo);
    forgetItems(changed.extended, before.extended);
    forgetItems(changed.additions, before.additions);
    forgetItems(changed.exceptions, before.exceptions);
    if (after.start == before.start && after.end == before.end) {
        if (after.rule == before.rule) {
            changed.rule.clear();
            changed.start = TimeValue{};
        }
        changed.end = changed.start;
    }
    requireValid(changed, limits, zones);
}

void requireUnchanged(const CalendarObject& object, Seq lastSeen) {
    if (object.seq <= lastSeen) return;
    throw Error(ErrorCode::PreconditionFailed, "calendar object " + std::to_string(object.id.value) + " changed",
                "This event has been changed meanwhile. Load it anew.");
}

}  // namespace groupware::calendar
