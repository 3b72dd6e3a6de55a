#include "groupware/calendar/service/keep_answers.h"

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/instances.h"
#include "groupware/calendar/service/recipients.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {
namespace {

constexpr std::string_view kUnanswered = "NEEDS-ACTION";

using Answers = std::map<std::string, ical::Person>;  // by addressKey()

Answers answersIn(const ical::Component* event) {
    Answers answers;
    if (event == nullptr) return answers;
    for (auto& person : ical::attendees(*event)) answers.emplace(scheduling::addressKey(person.uri), person);
    return answers;
}

/// What is known of one VEVENT: what it said, or, if it is new, what its series did.
class Known {
public:
    Known(const Writing& writing, const Edit& edit) : edit_(edit), zones_(writing.zonesOf(*edit.after)) {}

    Answers of(const ical::Component& event) {
        if (!edit_.before) return {};
        const auto id = scheduling::instanceId(event, zones_);
        const auto* before = scheduling::findEvent(*edit_.before, id, zones_);
        if (before != nullptr) return answersIn(before);
        auto answers = answersIn(scheduling::findEvent(*edit_.before, "", zones_));
        for (auto& [person, answer] : answers) answer.proposed.reset();  // for the series, not for this instance
        return answers;
    }

private:
    const Edit& edit_;
    ical::Zones zones_;
};

bool isOrganizedByOwner(const Edit& edit, const Recipients& recipients) {
    for (const auto& component : edit.after->components()) {
        const auto organizer = component.is("VEVENT") ? ical::organizer(component) : std::nullopt;
        if (organizer) return recipients.of(organizer->uri) == edit.object.owner;
    }
    return false;
}

/// In the organizer's text.
/// @param known  what was stored of the attendee; null if he is new
void keepForOrganizer(ical::Person& person, const ical::Person* known, bool local) {
    if (!local && (known == nullptr || person.status != kUnanswered)) return;
    person.status = known == nullptr ? std::string(kUnanswered) : known->status;
    if (known != nullptr) person.comment = known->comment;
}

/// In the text of an attendee, who has no say in what others answer.
void keepForAttendee(ical::Person& person, const ical::Person* known) {
    if (known == nullptr) return;
    person.status = known->status;
    person.rsvp = known->rsvp;
    person.comment = known->comment;
}

/// Parameters of ours, which clients leave out.
void keepProposals(ical::Component& event, const Answers& known) {
    for (auto& property : event.properties()) {
        if (!property.is("ATTENDEE") || ical::proposedTime(property)) continue;
        const auto answer = known.find(scheduling::addressKey(property.value()));
        if (answer != known.end() && answer->second.proposed) ical::putProposedTime(property, answer->second.proposed);
    }
}

}  // namespace

void keepAnswers(dbpool::ReadSession& session, const Writing& writing, Edit& edit) {
    Recipients recipients(session);
    recipients.load(*edit.after);
    const bool organizes = isOrganizedByOwner(edit, recipients);
    Known stored(writing, edit);
    for (auto& component : edit.after->components()) {
        if (!component.is("VEVENT")) continue;
        const auto answers = stored.of(component);
        auto people = ical::attendees(component);
        for (auto& person : people) {
            const auto user = recipients.of(person.uri);
            if (user == edit.object.owner) continue;
            const auto answer = answers.find(scheduling::addressKey(person.uri));
            const auto* known = answer == answers.end() ? nullptr : &answer->second;
            if (organizes) {
                keepForOrganizer(person, known, user.has_value());
            } else {
                keepForAttendee(person, known);
            }
        }
        ical::setAttendees(component, people);
        keepProposals(component, answers);
    }
}

}  // namespace groupware::calendar
