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

using Answers = std::map<std::string, std::string>;  // PARTSTAT by addressKey()

Answers answersIn(const ical::Component* event) {
    Answers answers;
    if (event == nullptr) return answers;
    for (const auto& person : ical::attendees(*event))
        answers.emplace(scheduling::addressKey(person.uri), person.status);
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
        return answersIn(before != nullptr ? before : scheduling::findEvent(*edit_.before, "", zones_));
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

}  // namespace

void keepAnswers(dbpool::ReadSession& session, const Writing& writing, Edit& edit) {
    Recipients recipients(session);
    recipients.load(*edit.after);
    if (!isOrganizedByOwner(edit, recipients)) return;
    Known known(writing, edit);
    for (auto& component : edit.after->components()) {
        if (!component.is("VEVENT")) continue;
        const auto answers = known.of(component);
        auto people = ical::attendees(component);
        for (auto& person : people) {
            const auto user = recipients.of(person.uri);
            if (user == edit.object.owner) continue;
            const auto answer = answers.find(scheduling::addressKey(person.uri));
            if (user || (answer != answers.end() && person.status == kUnanswered))
                person.status = answer == answers.end() ? std::string(kUnanswered) : answer->second;
        }
        ical::setAttendees(component, people);
    }
}

}  // namespace groupware::calendar
