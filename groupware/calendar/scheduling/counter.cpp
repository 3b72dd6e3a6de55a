#include "groupware/calendar/scheduling/counter.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::ContentLine;
using ical::ProposedTime;
using ical::TimeValue;

/// As SCHEDULE-FORCE-SEND of RFC 6638 section 7.2: an order to the server, not a part of the object.
constexpr auto kSend = "X-YOKE-COUNTER-SEND";

[[noreturn]] void throwNoEvent() {
    throw Error(ErrorCode::NotFound, "no such instance, or no attendee of it", "There is no such event.");
}

[[noreturn]] void forbid(const char* text) {
    throw Error(ErrorCode::Forbidden, text, text);
}

bool hasZone(const TimeValue& time) {
    return time.form == TimeValue::Form::Utc || time.form == TimeValue::Form::Zoned;
}

TimeValue inUtc(const TimeValue& time, ical::Zones& zones) {
    return hasZone(time) ? ical::utc(zones.instantOf(time)) : time;
}

/// The moment in the zone of `like`, where both have one.
TimeValue inZoneOf(const TimeValue& like, const TimeValue& time, ical::Zones& zones) {
    if (like.form != TimeValue::Form::Zoned || !hasZone(time)) return time;
    TimeValue result = like;
    result.local = ical::localOf(zones.instantOf(time), zones.of(like));
    return result;
}

/// Two days, two moments or two local times. What is not cannot be kept (proposed_time.h).
bool isPeriod(const TimeValue& start, const TimeValue& end) {
    return start.form == end.form && start.local <= end.local;
}

/// In UTC, as far as they have a zone. Without DTEND and DURATION: a day, or no time at all (RFC 5545 section 3.6.1).
std::optional<Times> timesOf(const Component& event, ical::Zones& zones) {
    const auto start = ical::time(event, "DTSTART");
    if (!start) return std::nullopt;
    Times times{.start = inUtc(*start, zones), .end = inUtc(*start, zones)};
    if (const auto end = ical::time(event, "DTEND")) {
        times.end = inUtc(*end, zones);
    } else if (const auto duration = ical::duration(event, "DURATION")) {
        auto after = *start;
        after.local += duration->nominal();
        times.end = inUtc(after, zones);
    } else if (start->isDate()) {
        times.end.local += std::chrono::days(1);
    }
    return times;
}

/// His line, in the VEVENT of an instance that is made if there is none.
ContentLine& requireLine(Component& object, const InstanceId& instance, const std::string& me,
                         const Conditions& conditions) {
    const auto person = conditions.people.personOf(me);
    auto zones = zonesOf(object, conditions);
    if (!instance.empty() && findEvent(std::as_const(object), instance, zones) == nullptr) {
        const auto* series = findEvent(std::as_const(object), "", zones);
        const auto* line = series == nullptr ? nullptr : findAttendee(*series, person, conditions.people);
        if (line == nullptr) throwNoEvent();
        object = participate(object, instance, me, participationOf(*line), conditions);
    }
    auto* event = findEvent(object, instance, zones);
    auto* line = event == nullptr ? nullptr : findAttendee(*event, person, conditions.people);
    if (line == nullptr) throwNoEvent();
    return *line;
}

void removeEvents(Component& calendar) {
    for (std::size_t i = calendar.components().size(); i-- > 0;) {
        if (std::as_const(calendar).components()[i].is("VEVENT")) calendar.removeComponent(i);
    }
}

void removeOtherAttendees(Component& event, const ContentLine& mine) {
    std::vector<ical::PropertyId> others;
    for (const auto& property : std::as_const(event).properties()) {
        if (property.is("ATTENDEE") && property.id() != mine.id()) others.push_back(property.id());
    }
    for (const auto id : others) event.remove(id);
}

/// What the attendee keeps for himself: his categories and colour, whether he is busy, what his programs note.
void removePersonal(Component& event) {
    std::vector<ical::PropertyId> personal;
    for (const auto& property : std::as_const(event).properties()) {
        if (isPersonal(property.name())) personal.push_back(property.id());
    }
    for (const auto id : personal) event.remove(id);
}

void setComment(Component& event, const std::string& comment) {
    event.removeAll("COMMENT");
    if (!comment.empty()) ical::setText(event, "COMMENT", comment);
}

}  // namespace

bool takesProposals(const Component& event) {
    const auto* property = event.find("X-MICROSOFT-DISALLOW-COUNTER");
    return property == nullptr || !formats::lines::equal(formats::lines::trimmed(property->value()), "TRUE");
}

bool hasOrder(const ContentLine& attendee) {
    return attendee.parameter(kSend).has_value();
}

bool takeOrder(ContentLine& attendee) {
    if (!hasOrder(attendee)) return false;
    attendee.removeParameter(kSend);
    return true;
}

void removeProposals(Component& event) {
    for (auto& property : event.properties()) {
        if (!property.is("ATTENDEE")) continue;
        ical::putProposedTime(property, std::nullopt);
        takeOrder(property);
    }
}

Component propose(const Component& copy, const InstanceId& instance, const std::string& me, const ProposedTime& wanted,
                  const Conditions& conditions) {
    Component object = copy;
    auto& line = requireLine(object, instance, me, conditions);
    auto zones = zonesOf(copy, conditions);
    const auto& event = *findEvent(std::as_const(object), instance, zones);
    if (!takesProposals(event)) forbid("The organizer wants no other times to be proposed.");
    const auto* organizer = event.find("ORGANIZER");
    if (organizer != nullptr && agentOf(*organizer) != Agent::Server)
        forbid("The calendar program, not the server, sends messages about this event.");
    const ProposedTime proposed{.start = inUtc(wanted.start, zones),
                                .end = inUtc(wanted.end, zones),
                                .comment = wanted.comment,
                                .proposedAt = ical::utc(conditions.now)};
    if (!isPeriod(proposed.start, proposed.end) || proposed.start == proposed.end)
        throw Error(ErrorCode::BadRequest, "the times proposed are no period",
                    "Start and end have to be two days or two times, the end after the start.");
    const auto times = timesOf(event, zones);
    if (times && times->start == proposed.start && times->end == proposed.end)
        throw Error(ErrorCode::BadRequest, "no other time is proposed", "The event is at that time already.");
    ical::putProposedTime(line, proposed);
    line.setParameter(kSend, {"TRUE"});
    return object;
}

std::optional<ProposedTime> openProposal(const Component& object, const InstanceId& instance,
                                         const std::string& attendee, const Conditions& conditions) {
    auto zones = zonesOf(object, conditions);
    const auto* event = findEvent(object, instance, zones);
    if (event == nullptr) return std::nullopt;
    const auto* line = findAttendee(*event, conditions.people.personOf(attendee), conditions.people);
    auto proposed = line == nullptr ? std::nullopt : ical::proposedTime(*line);
    if (proposed && proposed->declined) return std::nullopt;
    return proposed;
}

bool proposes(const Message& counter, const InstanceId& instance, const ProposedTime& open,
              const Conditions& conditions) {
    auto zones = zonesOf(counter.calendar, conditions);
    const auto* event = findEvent(counter.calendar, instance, zones);
    const auto times = event == nullptr ? std::nullopt : timesOf(*event, zones);
    return times && times->start == open.start && times->end == open.end;
}

Component declineProposal(const Component& object, const InstanceId& instance, const std::string& attendee,
                          const std::string& comment, const Conditions& conditions) {
    auto proposed = openProposal(object, instance, attendee, conditions);
    if (!proposed) throw Error(ErrorCode::NotFound, "nothing is proposed", "There is no such proposal.");
    Component result = object;
    auto zones = zonesOf(object, conditions);
    auto& line =
        *findAttendee(*findEvent(result, instance, zones), conditions.people.personOf(attendee), conditions.people);
    proposed->declined = true;
    proposed->comment = comment;
    ical::putProposedTime(line, proposed);
    line.setParameter(kSend, {"TRUE"});
    return result;
}

Times timesFor(const ProposedTime& proposed, const Component& event, ical::Zones& zones) {
    const auto start = ical::time(event, "DTSTART").value_or(proposed.start);
    const auto end = ical::time(event, "DTEND").value_or(start);
    return {.start = inZoneOf(start, proposed.start, zones),
            .end = inZoneOf(end.form == start.form ? end : start, proposed.end, zones)};
}

std::optional<ProposedTime> proposalIn(const Component& counter, ical::Zones& zones, const Component& target,
                                       ical::Zones& zonesOfTarget) {
    const auto wanted = timesOf(counter, zones);
    const auto had = timesOf(target, zonesOfTarget);
    if (!wanted || !had || !isPeriod(wanted->start, wanted->end)) return std::nullopt;
    if (wanted->start == had->start && wanted->end == had->end) return std::nullopt;
    return ProposedTime{.start = wanted->start,
                        .end = wanted->end,
                        .comment = ical::text(counter, "COMMENT").value_or(""),
                        .proposedAt = ical::utc(stampOfEvent(counter, zones))};
}

void CounterDraft::add(const Component& event) {
    const auto person = conditions_.people.personOf(me_);
    const auto* mine = findAttendee(event, person, conditions_.people);
    const auto proposed = mine == nullptr ? std::nullopt : ical::proposedTime(*mine);
    if (!proposed) return;
    auto zones = zonesOf(object_, conditions_);
    const auto times = timesFor(*proposed, event, zones);
    Component counter = event;
    removeOtherAttendees(counter, *mine);
    removePersonal(counter);
    counter.removeAll("DURATION");
    ical::setTime(counter, "DTSTART", times.start);
    ical::setTime(counter, "DTEND", times.end);
    ical::setNumber(counter, "SEQUENCE", sequenceOfEvent(event));  // also 0: section 3.2.7 asks for it
    setComment(counter, proposed->comment);
    events_.push_back(std::move(counter));
}

std::optional<Message> CounterDraft::message() const {
    const auto* organizer = findOrganizer(object_);
    if (events_.empty() || organizer == nullptr) return std::nullopt;
    Component calendar = object_;
    removeEvents(calendar);
    for (const auto& event : events_) calendar.add(event);
    cleanForOthers(calendar);
    return makeMessage(Method::Counter, std::move(calendar), me_, organizer->value(), conditions_);
}

Message declineCounter(const Component& object, const Component& event, const ContentLine& attendee,
                       const Conditions& conditions) {
    Component answer("VEVENT");
    for (const auto* const name :
         {"UID", "RECURRENCE-ID", "SEQUENCE", "ORGANIZER", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION"})
        copyProperty(answer, event, name);
    answer.add(attendee);
    const auto proposed = ical::proposedTime(attendee);
    setComment(answer, proposed ? proposed->comment : "");
    Component calendar = object;
    removeEvents(calendar);
    calendar.add(std::move(answer));
    cleanForOthers(calendar);
    const auto* organizer = findOrganizer(object);
    return makeMessage(Method::DeclineCounter, std::move(calendar), organizer == nullptr ? "" : organizer->value(),
                       attendee.value(), conditions);
}

}  // namespace groupware::calendar::scheduling
