#include "groupware/calendar/scheduling/invitation_text.h"

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/invitation_words.h"
#include "groupware/calendar/scheduling/text_page.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/zone_name.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::Person;
using ical::TimeValue;

/// At most that many octets, whole characters only.
std::string cut(std::string text, std::size_t atMost) {
    if (text.size() <= atMost) return text;
    while (atMost > 0 && (static_cast<std::uint8_t>(text[atMost]) & 0xC0U) == 0x80U) --atMost;
    text.resize(atMost);
    return text + "...";
}

std::string inOneLine(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x20U; }, ' ');
    return text;
}

/// "Ann Bee <ann@example.com>", as far as known.
std::string shown(const Person& person) {
    const auto address = mailAddress(person.uri);
    const auto& where = address.empty() ? person.uri : address;
    return inOneLine(person.name.empty() ? where : person.name + " <" + where + ">");
}

// ---- times

std::string dayOf(std::chrono::local_seconds local, const Words& words) {
    const auto days = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(days);
    const auto weekday = words.days.at(std::chrono::weekday(days).c_encoding());
    const auto month = words.months.at(static_cast<unsigned>(date.month()) - 1);
    std::string text(weekday);
    text += ", " + std::to_string(static_cast<unsigned>(date.day()));
    text += words.dayBeforeMonth ? ". " : " ";
    text += std::string(month) + " " + std::to_string(static_cast<int>(date.year()));
    return text;
}

std::string timeOfDay(std::chrono::local_seconds local) {
    const auto sinceMidnight = local - std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(sinceMidnight).count();
    std::array<char, 16> text{};
    (void)std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(minutes / 60),
                        static_cast<int>(minutes % 60));
    return text.data();
}

std::string zoneOf(const TimeValue& time) {
    if (time.form == TimeValue::Form::Utc) return "UTC";
    if (time.form != TimeValue::Form::Zoned) return {};
    const auto windows = ical::zoneOfWindows(time.zone);
    return inOneLine(windows.empty() ? time.zone : std::string(windows));
}

std::string withZone(const std::string& text, const TimeValue& time) {
    const auto zone = zoneOf(time);
    return zone.empty() ? text : text + " (" + zone + ")";
}

/// Exclusive, in the form of the start.
TimeValue endOf(const Component& event, const TimeValue& start) {
    if (auto end = ical::time(event, "DTEND")) return *end;
    TimeValue end = start;
    if (const auto duration = ical::duration(event, "DURATION")) {
        end.local += duration->nominal();
    } else if (start.isDate()) {
        end.local += std::chrono::days(1);
    }
    return end;
}

std::string when(const Component& event, const Words& words) {
    const auto start = ical::time(event, "DTSTART");
    if (!start) return {};
    auto end = endOf(event, *start);
    const auto first = dayOf(start->local, words);
    if (start->isDate()) {
        const auto last = dayOf(std::max(end.local - std::chrono::days(1), start->local), words);
        return last == first ? first : first + " - " + last;
    }
    const auto from = first + ", " + timeOfDay(start->local);
    if (end.form != start->form || end.zone != start->zone)
        return withZone(from, *start) + " - " + withZone(dayOf(end.local, words) + ", " + timeOfDay(end.local), end);
    if (end.local <= start->local) return withZone(from, *start);
    const auto last = dayOf(end.local, words);
    return withZone(from + " - " + (last == first ? "" : last + ", ") + timeOfDay(end.local), *start);
}

// ---- who did what

/// The events of a message, at least one: what readMessage() and the rules make.
std::vector<const Component*> eventsOf(const Message& message) {
    return ical::all(message.calendar, "VEVENT");
}

const Sentence& replySentence(const Message& message, const Words& words) {
    for (const auto* event : eventsOf(message)) {
        for (const auto& person : ical::attendees(*event)) {
            if (addressKey(person.uri) != addressKey(message.sender)) continue;
            if (person.status == "ACCEPTED") return words.accepted;
            if (person.status == "DECLINED") return words.declined;
            if (person.status == "DELEGATED") return words.delegated;
        }
    }
    return words.tentative;
}

const Sentence& sentenceOf(const Message& message, const Words& words) {
    switch (message.method) {
        case Method::Publish: return words.published;
        case Method::Request: return message.invitation ? words.invitation : words.changed;
        case Method::Reply: return replySentence(message, words);
        case Method::Add: return words.added;
        case Method::Cancel: return message.instances.empty() ? words.cancelled : words.cancelledInstances;
        case Method::Refresh: return words.asked;
        case Method::Counter: return words.proposed;
        case Method::DeclineCounter: break;
    }
    return words.proposalDeclined;
}

std::vector<Person> everybody(const Component& event) {
    auto people = ical::attendees(event);
    if (auto organizer = ical::organizer(event)) people.push_back(*std::move(organizer));
    return people;
}

/// By the name that the message has for the address.
std::string nameOf(const std::string& uri, const Message& message) {
    for (const auto* event : eventsOf(message)) {
        for (const auto& person : everybody(*event)) {
            if (!person.name.empty() && addressKey(person.uri) == addressKey(uri)) return shown(person);
        }
    }
    return shown({.uri = uri});
}

std::string author(const Message& message, const Words& words) {
    auto sender = nameOf(message.sender, message);
    if (message.sentBy.empty() || addressKey(message.sentBy) == addressKey(message.sender)) return sender;
    return nameOf(message.sentBy, message) + " " + std::string(words.forOther) + " " + sender;
}

// ---- what it is about

class Body {
public:
    explicit Body(const Words& words) : words_(words) {}

    void paragraph(const std::string& text) { page_.paragraph(text); }
    void event(const Component& event) {
        page_.gap();
        line(words_.when,
             when(event, words_) + (event.find("RRULE") == nullptr ? "" : ", " + std::string(words_.recurs)));
        line(words_.where, inOneLine(cut(ical::text(event, "LOCATION").value_or(""), kMaxTitleOctets)));
    }
    void people(const Component& event) {
        if (const auto organizer = ical::organizer(event)) line(words_.organizer, shown(*organizer));
        const auto attendees = ical::attendees(event);
        std::string names;
        for (std::size_t i = 0; i < std::min(attendees.size(), kMaxNamedAttendees); ++i) {
            names += (i == 0 ? "" : ", ") + shown(attendees[i]);
        }
        if (attendees.size() > kMaxNamedAttendees) names += ", " + std::string(words_.andMore);
        line(words_.attendees, names);
    }
    void changes(const std::vector<Change>& changes) {
        std::string names;
        for (std::size_t i = 0; i < kNamedProperties.size(); ++i) {
            const bool changed = std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
                return change.property == kNamedProperties.at(i);
            });
            if (changed) names += (names.empty() ? "" : ", ") + std::string(words_.properties.at(i));
        }
        line(words_.different, names);
    }
    [[nodiscard]] const TextPage& page() const noexcept { return page_; }

private:
    void line(std::string_view label, const std::string& value) { page_.line(label, value); }

    const Words& words_;
    TextPage page_;
};

constexpr std::size_t kMaxEvents = 10;  // of a message, in its text

}  // namespace

InvitationText invitationText(const Message& message, std::string_view language) {
    const auto& words = wordsIn(language);
    const auto events = eventsOf(message);
    const auto& first = *events.front();
    const auto& sentence = sentenceOf(message, words);
    auto title = inOneLine(cut(ical::text(first, "SUMMARY").value_or(""), kMaxTitleOctets));
    if (title.empty()) title = words.untitled;

    Body body(words);
    body.paragraph(author(message, words) + " " + std::string(sentence.text));
    body.paragraph(std::string(words.what) + ": " + title);
    for (std::size_t i = 0; i < std::min(events.size(), kMaxEvents); ++i) body.event(*events[i]);
    if (message.method == Method::Request || message.method == Method::Add) body.people(first);
    if (!message.invitation) body.changes(message.changes);
    if (auto comment = ical::text(first, "COMMENT"); comment && !comment->empty())
        body.paragraph(std::string(words.comment) + ": " + cut(*std::move(comment), kMaxDescriptionOctets));
    if (message.method != Method::Reply && message.method != Method::Cancel)
        body.paragraph(cut(ical::text(first, "DESCRIPTION").value_or(""), kMaxDescriptionOctets));
    return {.subject = std::string(sentence.subject) + ": " + title,
            .body = body.page().plain(),
            .html = body.page().html(words.language)};
}

std::string leftOutText(std::span<const std::string> names, std::string_view language) {
    const auto& words = wordsIn(language);
    std::string text = std::string(words.filesLeftOut) + ": ";
    for (std::size_t i = 0; i < std::min(names.size(), kMaxNamedFiles); ++i)
        text += (i == 0 ? "" : ", ") + inOneLine(names[i]);
    if (names.size() > kMaxNamedFiles) text += ", " + std::string(words.andMore);
    return text + "\n";
}

}  // namespace groupware::calendar::scheduling
