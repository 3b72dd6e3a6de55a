#include "groupware/calendar/scheduling/reply.h"

#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/formats/ical/properties.h"

#include <utility>

namespace groupware::calendar::scheduling {

using ical::Component;
using ical::ContentLine;

ReplyDraft::ReplyDraft(const Component& object, const std::string& me, const Conditions& conditions)
    : object_(object), me_(me), conditions_(conditions), calendar_(object) {
    for (std::size_t i = calendar_.components().size(); i-- > 0;) {
        if (std::as_const(calendar_).components()[i].is("VEVENT")) calendar_.removeComponent(i);
    }
    calendar_.removeAll("METHOD");
}

void ReplyDraft::add(const Component& event) {
    const auto* mine = findAttendee(event, conditions_.people.personOf(me_), conditions_.people);
    if (mine == nullptr) return;
    Component reply("VEVENT");
    for (const auto* const name : {"UID", "RECURRENCE-ID", "SEQUENCE", "ORGANIZER", "DTSTART", "DTEND", "DURATION",
                                   "SUMMARY", "LOCATION", "COMMENT"})
        copyProperty(reply, event, name);
    ContentLine line = *mine;
    const auto comment = std::string(line.parameter(kComment).value_or(""));
    if (!comment.empty()) {
        ical::setText(reply, "COMMENT", comment);
        line.removeParameter(kComment);
    }
    removeServerParameters(line);
    reply.add(std::move(line));
    reply.add(ContentLine("REQUEST-STATUS", "2.0;Success"));
    if (auto* organizer = reply.find("ORGANIZER")) removeServerParameters(*organizer);
    calendar_.add(std::move(reply));
    empty_ = false;
}

std::optional<Message> ReplyDraft::message() const {
    const auto* organizer = findOrganizer(object_);
    if (empty_ || organizer == nullptr) return std::nullopt;
    return makeMessage(Method::Reply, calendar_, me_, organizer->value(), conditions_);
}

void askUnlessAnswered(Component& event, std::string_view person, std::string_view answered,
                       const AddressBook& people) {
    auto* line = findAttendee(event, person, people);
    if (line == nullptr) return;
    const auto said = participationOf(*line);
    if (said == answered || said == "NEEDS-ACTION" || said == "DECLINED") return;
    line->setParameter("PARTSTAT", {"NEEDS-ACTION"});
    line->removeParameter("DELEGATED-TO");
}

void addDelegate(Component& event, const std::string& delegate, const std::string& delegator,
                 const AddressBook& people) {
    if (findAttendee(event, people.personOf(delegate), people) != nullptr) return;
    event.add(ContentLine("ATTENDEE", delegate,
                          {{.name = "DELEGATED-FROM", .values = {delegator}},
                           {.name = "PARTSTAT", .values = {"NEEDS-ACTION"}},
                           {.name = "RSVP", .values = {"TRUE"}}}));
}

}  // namespace groupware::calendar::scheduling
