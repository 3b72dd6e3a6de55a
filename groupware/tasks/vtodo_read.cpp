#include "groupware/base/error.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/vtodo.h"
#include "groupware/tasks/vtodo_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace groupware::tasks {
namespace {

namespace lines = formats::lines;
using ical::Component;

std::string textOf(const Component& todo, std::string_view name) {
    return ical::text(todo, name).value_or("");
}

/// Within bounds, else what stands for none.
int smallNumber(const Component& todo, std::string_view name, std::int64_t most) {
    const auto number = ical::number(todo, name).value_or(0);
    return number < 0 || number > most ? 0 : static_cast<int>(number);
}

Status statusOf(const Component& todo) {
    const auto word = lines::upper(textOf(todo, "STATUS"));
    if (word == "IN-PROCESS") return Status::InProgress;
    if (word == "COMPLETED") return Status::Done;
    if (word == "CANCELLED") return Status::Deferred;
    // The other clients see "needs action"; what they change leaves our word without meaning.
    const auto own = lines::upper(textOf(todo, kStatus));
    if (own == kWaiting) return Status::Waiting;
    if (own == kDeferred) return Status::Deferred;
    return Status::NotStarted;
}

/// RFC 5545 section 3.8.1.9: 1 to 4 high, 5 medium, 6 to 9 low.
int priorityOf(const Component& todo) {
    const int number = smallNumber(todo, "PRIORITY", 9);
    if (number == 0) return 0;
    if (number < 5) return 3;
    return number == 5 ? 2 : 1;
}

/// "-12.5" is -1250.
std::optional<std::int64_t> hundredths(const Component& todo, std::string_view name) {
    const std::string text = textOf(todo, name);
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    if (negative) rest.remove_prefix(1);
    const auto dot = std::min(rest.find('.'), rest.size());
    std::string digits(rest.substr(0, dot));
    std::string fraction(rest.substr(std::min(dot + 1, rest.size())));
    if (digits.empty() || fraction.size() > 2) return std::nullopt;
    fraction.resize(2, '0');
    digits += fraction;
    if (!std::all_of(digits.begin(), digits.end(), lines::isDigit)) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || value > kMaxCosts) return std::nullopt;
    return negative ? -value : value;
}

std::optional<std::int64_t> minutes(const Component& todo, std::string_view name) {
    const auto number = ical::number(todo, name);
    return number && *number >= 0 && *number <= kMaxDuration ? number : std::nullopt;
}

std::string categoriesOf(const Component& todo) {
    std::string joined;
    for (const auto& each : ical::list(todo, "CATEGORIES")) joined += (joined.empty() ? "" : ",") + each;
    return tidyCategories(joined);
}

/// Of a date midnight UTC, whatever the zone.
Instant instantOf(const ical::TimeValue& time, ical::Zones& zones) {
    if (time.isDate()) return Instant(time.local.time_since_epoch());
    return zones.instantOf(time);
}

/// DUE, or what DTSTART and DURATION say.
std::optional<ical::TimeValue> dueOf(const Component& todo, ical::Zones& zones) {
    if (auto due = ical::time(todo, "DUE")) return due;
    const auto start = ical::time(todo, "DTSTART");
    const auto length = ical::duration(todo, "DURATION");
    if (!start || !length || length->nominal() < std::chrono::seconds(0)) return std::nullopt;
    auto due = *start;
    due.local += length->days;
    if (due.isDate()) return due;
    if (length->time == std::chrono::seconds(0)) return due;
    return ical::utc(zones.instantOf(due) + length->time);
}

void readTimes(const Component& todo, ical::Zones& zones, Fields& fields) {
    const auto start = ical::time(todo, "DTSTART");
    const auto due = dueOf(todo, zones);
    if (start) fields.start = instantOf(*start, zones);
    if (due) fields.due = instantOf(*due, zones);
    fields.wholeDays = (start || due) && (!start || start->isDate()) && (!due || due->isDate());
    if (const auto completed = ical::time(todo, "COMPLETED")) fields.completed = instantOf(*completed, zones);
}

std::optional<Series> readSeries(const Component& todo, ical::Zones& zones) {
    const auto* property = todo.find("RRULE");
    if (property == nullptr) return std::nullopt;
    auto first = ical::time(todo, "DTSTART");
    if (!first) first = ical::time(todo, "DUE");
    if (!first) return std::nullopt;
    try {
        return seriesOf(ical::parseRule(property->value()), {.time = *first, .zone = zones.of(*first)});
    } catch (const Error&) {
        return std::nullopt;  // kept in the text all the same
    }
}

void readOwnWords(const Component& todo, Fields& fields) {
    fields.targetDuration = minutes(todo, kTargetDuration);
    fields.actualDuration = minutes(todo, kActualDuration);
    fields.targetCosts = hundredths(todo, kTargetCosts);
    fields.actualCosts = hundredths(todo, kActualCosts);
    fields.currency = textOf(todo, kCurrency);
    fields.billing = textOf(todo, kBilling);
    fields.companies = textOf(todo, kCompanies);
    fields.tripMeter = textOf(todo, kTripMeter);
    fields.afterComplete = ical::number(todo, kAfterComplete);
    fields.colorLabel = smallNumber(todo, kColorLabel, kMaxColorLabel);
}

}  // namespace

const Component* findTodo(const Component& calendar) {
    const Component* first = nullptr;
    for (const auto& component : calendar.components()) {
        if (!component.is("VTODO")) continue;
        if (component.find("RECURRENCE-ID") == nullptr) return &component;
        if (first == nullptr) first = &component;
    }
    return first;
}

Component& requireTodo(Component& calendar) {
    const auto* found = findTodo(calendar);
    for (auto& component : calendar.components()) {
        if (&component == found) return component;
    }
    throw Error(ErrorCode::BadRequest, "calendar without VTODO", "The calendar object has no task (VTODO).");
}

Fields fieldsOf(const Component& calendar, const TimeContext& times) {
    Fields fields;
    const auto* todo = findTodo(calendar);
    if (todo == nullptr) return fields;
    ical::Zones zones(times.find, times.userZone(), &calendar);
    fields.uid = textOf(*todo, "UID");
    fields.title = textOf(*todo, "SUMMARY");
    fields.note = textOf(*todo, "DESCRIPTION");
    readTimes(*todo, zones, fields);
    fields.status = statusOf(*todo);
    fields.percent = smallNumber(*todo, "PERCENT-COMPLETE", 100);
    fields.priority = priorityOf(*todo);
    fields.categories = categoriesOf(*todo);
    const auto access = lines::upper(textOf(*todo, "CLASS"));
    fields.isPrivate = access == "PRIVATE" || access == "CONFIDENTIAL";
    constexpr std::int64_t kMaxSequence = 1'000'000'000;
    fields.sequence = smallNumber(*todo, "SEQUENCE", kMaxSequence);
    if (const auto organizer = ical::organizer(*todo)) fields.organizer = organizer->address();
    fields.series = readSeries(*todo, zones);
    readOwnWords(*todo, fields);
    return fields;
}

Confirmation confirmationOf(std::string_view status) {
    if (status == "ACCEPTED" || status == "COMPLETED" || status == "IN-PROCESS") return Confirmation::Accepted;
    if (status == "DECLINED") return Confirmation::Declined;
    return status == "TENTATIVE" ? Confirmation::Tentative : Confirmation::None;
}

std::vector<Participant> attendeesOf(const Component& calendar) {
    std::vector<Participant> participants;
    const auto* todo = findTodo(calendar);
    if (todo == nullptr) return participants;
    for (const auto& person : ical::attendees(*todo)) {
        const auto address = person.address();
        const auto same = [&](const Participant& other) { return other.mail == address; };
        if (address.empty() || std::any_of(participants.begin(), participants.end(), same)) continue;
        participants.push_back({.kind = ParticipantKind::External,
                                .mail = address,
                                .name = person.name,
                                .confirmation = confirmationOf(person.status)});
    }
    return participants;
}

}  // namespace groupware::tasks
