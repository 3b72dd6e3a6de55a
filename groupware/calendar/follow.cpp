#include "groupware/calendar/series.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar {
namespace {

template <typename Member>
void followMember(Member& instance, const Member& before, const Member& after) {
    if (instance == before) instance = after;
}

/// Those that were added to the series are added, those that were removed are removed.
/// @param same     whether two items are the same one
/// @param changed  called with the instance's item, and what the series had and has for it
template <typename Item, typename Same, typename Changed>
void followList(std::vector<Item>& instance, const std::vector<Item>& before, const std::vector<Item>& after,
                const Same& same, const Changed& changed) {
    const auto find = [&](const std::vector<Item>& items, const Item& item) {
        return std::find_if(items.begin(), items.end(), [&](const Item& each) { return same(each, item); });
    };
    for (auto each = instance.begin(); each != instance.end();) {
        const auto old = find(before, *each);
        const auto now = find(after, *each);
        if (old != before.end() && now == after.end()) {
            each = instance.erase(each);
            continue;
        }
        if (old != before.end()) changed(*each, *old, *now);
        ++each;
    }
    for (const auto& item : after) {
        if (find(before, item) != before.end() || find(instance, item) != instance.end()) continue;
        instance.push_back(item);
        instance.back().origin = 0;
    }
}

constexpr auto kUnchanged = [](const auto& /*instance*/, const auto& /*before*/, const auto& /*after*/) {};

void followPerson(ical::Person& instance, const ical::Person& before, const ical::Person& after) {
    followMember(instance.uri, before.uri, after.uri);
    followMember(instance.name, before.name, after.name);
    followMember(instance.type, before.type, after.type);
    followMember(instance.role, before.role, after.role);
    followMember(instance.status, before.status, after.status);
    followMember(instance.rsvp, before.rsvp, after.rsvp);
    followMember(instance.sentBy, before.sentBy, after.sentBy);
    followMember(instance.members, before.members, after.members);
    followMember(instance.comment, before.comment, after.comment);
}

bool sameUri(const ical::Person& a, const ical::Person& b) {
    return formats::lines::equal(a.uri, b.uri);
}

void followOrganizer(std::optional<ical::Person>& instance, const std::optional<ical::Person>& before,
                     const std::optional<ical::Person>& after) {
    if (instance == before) {
        instance = after;
    } else if (instance && before && after) {
        followPerson(*instance, *before, *after);
    }
}

}  // namespace

void follow(EventFields& instance, const EventFields& before, const EventFields& after) {
    const auto equal = [](const auto& a, const auto& b) { return a == b; };
    followMember(instance.summary, before.summary, after.summary);
    followMember(instance.description, before.description, after.description);
    followMember(instance.location, before.location, after.location);
    followMember(instance.categories, before.categories, after.categories);
    followMember(instance.classification, before.classification, after.classification);
    followMember(instance.status, before.status, after.status);
    followMember(instance.transparent, before.transparent, after.transparent);
    followMember(instance.attendeesMayChange, before.attendeesMayChange, after.attendeesMayChange);
    followMember(instance.priority, before.priority, after.priority);
    followMember(instance.color, before.color, after.color);
    followMember(instance.url, before.url, after.url);
    followMember(instance.geo, before.geo, after.geo);
    followMember(instance.alarms, before.alarms, after.alarms);
    followOrganizer(instance.organizer, before.organizer, after.organizer);
    followList(instance.attendees, before.attendees, after.attendees, sameUri, followPerson);
    followList(instance.attachments, before.attachments, after.attachments, equal, kUnchanged);
    followList(instance.conferences, before.conferences, after.conferences, equal, kUnchanged);
    for (const auto& each : before.extended) {
        if (std::find(after.extended.begin(), after.extended.end(), each) == after.extended.end())
            std::erase(instance.extended, each);
    }
    for (const auto& each : after.extended) {
        const auto has = [&](const EventFields& fields) {
            return std::find(fields.extended.begin(), fields.extended.end(), each) != fields.extended.end();
        };
        if (!has(before) && !has(instance)) instance.extended.push_back(each);
    }
}

}  // namespace groupware::calendar
