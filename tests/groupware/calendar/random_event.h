#pragma once

#include "groupware/calendar/rules.h"
#include "tests/groupware/calendar/samples.h"

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Events that are valid and settled, with every member of EventFields.
namespace groupware::calendar::test {

template <class Number>
Number between(std::mt19937& random, Number least, Number most) {
    return std::uniform_int_distribution<Number>(least, most)(random);
}

inline bool maybe(std::mt19937& random) {
    return between(random, 0, 1) == 0;
}

inline std::string randomText(std::mt19937& random, bool lines = false) {
    static constexpr std::array<std::string_view, 12> kPieces{"a", "Z",  " ", ";", ",", "\\",
                                                              ":", "\"", "ä", "€", "=", "^"};
    std::string text;
    for (int left = between(random, 0, 90); left > 0; --left)
        text += lines && between(random, 0, 20) == 0 ? "\n" : kPieces[between<std::size_t>(random, 0, 11)];
    return text;
}

/// What categories may be, and parameters.
inline std::string randomWord(std::mt19937& random) {
    return "w" + std::to_string(between(random, 0, 9999)) + (maybe(random) ? "ö;,^ \"x" : "");
}

inline void randomTimes(EventFields& fields, std::mt19937& random) {
    static constexpr std::array<std::string_view, 3> kZones{"Europe/Berlin", "America/New_York", "Asia/Kolkata"};
    const auto form = static_cast<ical::TimeValue::Form>(between(random, 0, 3));
    ical::TimeValue start{.form = form,
                          .local = std::chrono::local_days(std::chrono::year(2026) / 1 / 1) +
                                   std::chrono::minutes(between(random, 0, 2'000'000))};
    if (start.isDate()) start.local = std::chrono::floor<std::chrono::days>(start.local);
    if (form == ical::TimeValue::Form::Zoned) start.zone = kZones[between<std::size_t>(random, 0, 2)];
    fields.start = fields.end = start;
    if (start.isDate()) {
        fields.end.local += std::chrono::days(between(random, 1, 9));
    } else {
        fields.end.local += std::chrono::minutes(between(random, 60, 6'000));  // more than clocks are put back
        if (form == ical::TimeValue::Form::Zoned && maybe(random)) fields.end.local += std::chrono::hours(24);
    }
    if (maybe(random)) return;
    static constexpr std::array<std::string_view, 4> kRules{"FREQ=DAILY", "FREQ=WEEKLY;COUNT=20;BYDAY=MO,WE",
                                                            "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "FREQ=YEARLY"};
    fields.rule = kRules[between<std::size_t>(random, 0, 3)];
    for (int left = between(random, 0, 3); left > 0; --left) {
        auto each = start;
        each.local += std::chrono::days(between(random, 1, 300));
        fields.exceptions.push_back(each);
        each.local += std::chrono::days(1);
        fields.additions.push_back(each);
    }
}

inline ical::Person randomPerson(std::mt19937& random, int number) {
    ical::Person person{.uri = "mailto:p" + std::to_string(number) + "@example.com"};
    if (maybe(random)) person.name = randomWord(random);
    if (maybe(random)) person.role = "OPT-PARTICIPANT";
    if (maybe(random)) person.status = "ACCEPTED";
    if (maybe(random)) person.type = "ROOM";
    if (maybe(random)) person.comment = randomWord(random);
    if (maybe(random)) person.members = {"mailto:all@example.com", "mailto:more@example.com"};
    person.rsvp = maybe(random);
    return person;
}

inline Alarm randomAlarm(std::mt19937& random, int number) {
    Alarm alarm{.uid = "alarm-" + std::to_string(number), .description = "d" + randomText(random)};
    alarm.trigger = maybe(random) ? "-PT15M" : "20260310T090000Z";
    alarm.fromEnd = alarm.trigger == "-PT15M" && maybe(random);
    if (maybe(random)) alarm.acknowledged = kNow;
    if (maybe(random)) alarm.relatedTo = "alarm-0";
    if (maybe(random)) return alarm;
    alarm.action = "EMAIL";
    alarm.summary = randomText(random);
    alarm.attendees = {randomPerson(random, 7)};
    return alarm;
}

inline void randomLists(EventFields& fields, std::mt19937& random) {
    for (int number = between(random, 0, 3); number > 0; --number) {
        fields.attendees.push_back(randomPerson(random, number));
        fields.alarms.push_back(randomAlarm(random, number));
        fields.categories.push_back(randomWord(random));
        fields.attachments.push_back({.uri = "https://example.com/" + std::to_string(number),
                                      .mediaType = "text/plain",
                                      .fileName = randomWord(random),
                                      .size = maybe(random) ? std::optional<std::int64_t>(number) : std::nullopt});
        fields.conferences.push_back(
            {.uri = "tel:+49-" + std::to_string(number), .label = randomWord(random), .features = {"AUDIO", "PHONE"}});
        fields.relatedTo.push_back({.uid = randomWord(random), .type = maybe(random) ? "PARENT" : "SIBLING"});
        fields.extended.push_back({.name = "X-TEST-" + std::to_string(number % 2),
                                   .value = randomText(random),
                                   .parameters = {{"X-P", randomWord(random)}, {"X-P", "b"}, {"X-Q", "c"}}});
    }
    if (!fields.attendees.empty()) fields.organizer = randomPerson(random, 1);
    // RFC 5545 section 3.8.4.3: an organizer has none of these.
    if (fields.organizer) *fields.organizer = {.uri = fields.organizer->uri, .name = fields.organizer->name};
}

inline EventFields randomEvent(std::mt19937& random) {
    EventFields fields;
    fields.uid = "uid-" + std::to_string(random());
    fields.summary = randomText(random);
    fields.description = randomText(random, true);
    fields.location = randomText(random);
    fields.classification = static_cast<Class>(between(random, 0, 2));
    fields.status = static_cast<Status>(between(random, 0, 3));
    fields.transparent = maybe(random);
    fields.priority = between(random, 0, 9);
    fields.sequence = between(random, 0, 9);
    if (maybe(random)) fields.color = "turquoise";
    if (maybe(random)) fields.url = "https://example.com/a;b,c";
    if (maybe(random))
        fields.geo = std::pair(between(random, -900'000, 900'000) / 1e4, between(random, -180, 180) * 1.0);
    randomTimes(fields, random);
    randomLists(fields, random);
    auto zones = formats::ical::zonesIn("Europe/Berlin");
    settle(fields, zones);
    return fields;
}

}  // namespace groupware::calendar::test
