#include "groupware/calendar/scheduling/properties.h"

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

using formats::lines::equal;
using formats::lines::upper;
using ical::Component;
using ical::ContentLine;

constexpr auto kAnsweredSince = "X-YOKE-ANSWERED-SINCE";

template <std::size_t n>
bool isOneOf(std::string_view name, const std::array<std::string_view, n>& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view each) { return equal(each, name); });
}

template <std::size_t n>
bool beginsAs(std::string_view name, const std::array<std::string_view, n>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view each) {
        return name.size() >= each.size() && equal(name.substr(0, each.size()), each);
    });
}

bool isTime(std::string_view name) {
    constexpr std::array<std::string_view, 3> kTimes{"DTSTART", "DTEND", "RECURRENCE-ID"};
    return isOneOf(name, kTimes);
}

bool isAddress(std::string_view name) {
    return equal(name, "ATTENDEE") || equal(name, "ORGANIZER");
}

/// RFC 5545 section 3.2: what a parameter says that is not there.
bool isDefault(const std::string& name, const std::string& value) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDefaults{
        {{"CUTYPE", "INDIVIDUAL"},
         {"ROLE", "REQ-PARTICIPANT"},
         {"PARTSTAT", "NEEDS-ACTION"},
         {"RSVP", "FALSE"},
         {"VALUE", "DATE-TIME"}}};
    return std::any_of(kDefaults.begin(), kDefaults.end(),
                       [&](const auto& each) { return each.first == name && equal(each.second, value); });
}

std::string valueOf(const formats::lines::Parameter& parameter, bool address) {
    constexpr std::array<std::string_view, 4> kWords{"PARTSTAT", "ROLE", "CUTYPE", "RSVP"};
    std::string text;
    for (const auto& value : parameter.values) {
        if (!text.empty()) text += ',';
        text += address && isOneOf(parameter.name, kWords) ? upper(value) : value;
    }
    return text;
}

/// What a reply may set besides PARTSTAT.
bool goesWithReply(std::string_view parameter) {
    constexpr std::array<std::string_view, 6> kParameters{
        "PARTSTAT", "RSVP", "SENT-BY", "X-RESPONSE-COMMENT", "DELEGATED-TO", "X-CALENDARSERVER-DTSTAMP"};
    return isOneOf(parameter, kParameters);
}

std::string meaningWithout(const ContentLine& property, bool (*leftOut)(std::string_view)) {
    const bool address = isAddress(property.name());
    std::multimap<std::string, std::string> parameters;
    for (const auto& parameter : property.parameters()) {
        if (leftOut(parameter.name)) continue;
        auto name = upper(parameter.name);
        auto value = valueOf(parameter, address);
        if (!isDefault(name, value)) parameters.emplace(std::move(name), std::move(value));
    }
    std::string text = upper(property.name());
    for (const auto& [name, value] : parameters) text.append(";").append(name).append("=").append(value);
    return text + ':' + (address ? addressKey(property.value()) : property.value());
}

using Meanings = std::map<std::string, std::multiset<std::string>>;

/// What a VEVENT says, by property.
Meanings meaningsOf(const Component& event) {
    Meanings meanings;
    for (const auto& property : event.properties()) {
        if (isStamp(property.name()) || isPersonal(property.name()) || isClientsNote(property.name())) continue;
        const auto name = upper(property.name());
        if (name == "EXDATE") {
            // Clients put several into a line, or one.
            for (const auto& time : ical::timesOf(property)) meanings[name].insert(time.zone + ical::write(time));
        } else {
            meanings[name].insert(meaning(property));
        }
    }
    return meanings;
}

std::multiset<std::string> attendeesWithoutReplies(const Component& event) {
    std::multiset<std::string> people;
    for (const auto& property : event.properties()) {
        if (!property.is("ATTENDEE")) continue;
        people.insert(meaningWithout(
            property, [](std::string_view name) { return isServerParameter(name) || goesWithReply(name); }));
    }
    return people;
}

bool sameMoment(const ical::TimeValue& a, const ical::TimeValue& b, bool recurs, ical::Zones& zones) {
    if (a == b) return true;
    const auto hasZone = [](const ical::TimeValue& time) {
        return time.form == ical::TimeValue::Form::Utc || time.form == ical::TimeValue::Form::Zoned;
    };
    // In another zone a series may be elsewhere after clocks have changed.
    return !recurs && hasZone(a) && hasZone(b) && zones.instantOf(a) == zones.instantOf(b);
}

/// Whether the rules of `after` name nothing that those of `before` do not: they are the same, but end earlier.
bool onlyShorter(const ical::Recurrence& before, const ical::Recurrence& after, ical::Zones& zones) {
    if (after.rules.empty()) return true;
    const auto endless = [](const ical::Recurrence& recurrence) {
        auto rules = recurrence.rules;
        for (auto& rule : rules) {
            rule.count.reset();
            rule.until.reset();
        }
        return rules;
    };
    if (endless(before) != endless(after)) return false;
    constexpr std::size_t kSteps = 100'000;
    const auto ends = [&](ical::Recurrence recurrence) {
        recurrence.additions.clear();
        recurrence.exceptions.clear();
        return ical::lastEnd(recurrence, zones, kSteps);
    };
    const auto old = ends(before);
    const auto now = ends(after);
    return !old || (now && *now <= *old);
}

std::set<InstanceId> additionsOf(const ical::Recurrence& recurrence, ical::Zones& zones) {
    std::set<InstanceId> ids;
    for (const auto& addition : recurrence.additions) ids.insert(instanceId(addition.start, zones));
    return ids;
}

}  // namespace

bool isPersonal(std::string_view property) {
    constexpr std::array<std::string_view, 6> kPersonal{"TRANSP",  "CATEGORIES",       "COLOR",
                                                        "COMMENT", "PERCENT-COMPLETE", "COMPLETED"};
    // Of the event, whoever looks at it.
    constexpr std::array<std::string_view, 7> kShared{
        "X-ALT-DESC",   "X-APPLE-STRUCTURED-LOCATION", "X-APPLE-TRAVEL", "X-MICROSOFT-", "X-GOOGLE-CONFERENCE",
        "X-CONFERENCE", "X-ATTENDEE-PRIVILEGES"};
    constexpr std::array<std::string_view, 1> kUnknown{"X-"};
    if (isOneOf(property, kPersonal)) return true;
    return beginsAs(property, kUnknown) && !beginsAs(property, kShared);
}

bool isClientsNote(std::string_view property) {
    constexpr std::array<std::string_view, 6> kPrefixes{"X-MOZ-",       "X-YOKE-", "X-LIC-",
                                                        "X-EVOLUTION-", "X-WR-",   "REQUEST-STATUS"};
    return beginsAs(property, kPrefixes);
}

bool isStamp(std::string_view property) {
    constexpr std::array<std::string_view, 4> kStamps{"DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE"};
    return isOneOf(property, kStamps);
}

bool isServerParameter(std::string_view parameter) {
    constexpr std::array<std::string_view, 2> kPrefixes{"SCHEDULE-", "X-YOKE-"};
    return beginsAs(parameter, kPrefixes);
}

void removeServerParameters(ContentLine& property) {
    std::vector<std::string> names;
    for (const auto& parameter : property.parameters()) {
        if (isServerParameter(parameter.name)) names.push_back(parameter.name);
    }
    for (const auto& name : names) property.removeParameter(name);
}

std::string meaning(const ContentLine& property) {
    const auto time = isTime(property.name()) ? ical::timeOf(property) : std::nullopt;
    if (time) return upper(property.name()) + ';' + time->zone + ':' + ical::write(*time);
    return meaningWithout(property, isServerParameter);
}

std::set<std::string> differences(const Component& before, const Component& after) {
    const auto old = meaningsOf(before);
    const auto now = meaningsOf(after);
    std::set<std::string> names;
    for (const auto& [name, lines] : old) {
        const auto found = now.find(name);
        if (found == now.end() || found->second != lines) names.insert(name);
    }
    for (const auto& [name, lines] : now) {
        if (!old.contains(name)) names.insert(name);
    }
    return names;
}

bool onlyReplies(const Component& before, const Component& after) {
    return attendeesWithoutReplies(before) == attendeesWithoutReplies(after);
}

bool rescheduled(const Component& before, const Component& after, const std::set<InstanceId>& replaced,
                 ical::Zones& zones) {
    const auto old = ical::recurrenceOf(before, zones);
    const auto now = ical::recurrenceOf(after, zones);
    if (!old || !now) return old.has_value() != now.has_value();
    if (!sameMoment(old->start, now->start, !now->rules.empty(), zones)) return true;
    if (old->length.nominal() != now->length.nominal()) return true;
    if (old->rules != now->rules && !onlyShorter(*old, *now, zones)) return true;
    const auto had = additionsOf(*old, zones);
    const auto has = additionsOf(*now, zones);
    if (!std::includes(had.begin(), had.end(), has.begin(), has.end())) return true;
    const auto gone = excluded(after, zones);
    const std::set<InstanceId> stillGone(gone.begin(), gone.end());
    const auto wasGone = excluded(before, zones);
    return std::any_of(wasGone.begin(), wasGone.end(), [&](const InstanceId& id) {
        return !stillGone.contains(id) && !replaced.contains(id) && happens(after, id, zones);
    });
}

std::int64_t answeredSince(const Component& event) {
    const auto own = sequenceOfEvent(event);
    return std::clamp<std::int64_t>(ical::number(event, kAnsweredSince).value_or(own), 0, own);
}

void setAnsweredSince(Component& event, std::int64_t sequence) {
    if (sequence >= sequenceOfEvent(event)) return event.removeAll(kAnsweredSince);
    if (ical::number(event, kAnsweredSince) != sequence) ical::setNumber(event, kAnsweredSince, sequence);
}

}  // namespace groupware::calendar::scheduling
