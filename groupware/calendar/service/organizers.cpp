#include "groupware/calendar/service/organizers.h"

#include "groupware/base/error.h"
#include "groupware/calendar/queries/local_addressees.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/ical/people.h"

#include <algorithm>
#include <set>

namespace groupware::calendar {
namespace {

/// All people who take part, by address: a room that has been deleted has no calendar here, and knows nobody.
std::set<std::string> addressesIn(const ical::Component& calendar) {
    std::set<std::string> addresses;
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        for (const auto& person : ical::attendees(*event)) {
            if (person.type != "ROOM" && person.type != "RESOURCE")
                addresses.insert(scheduling::mailAddress(person.uri));
        }
    }
    return addresses;
}

template <class Change>
void eachList(ical::Component& calendar, const Change& change) {
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        auto people = ical::attendees(component);
        change(people);
        ical::setAttendees(component, people);
    }
}

bool isSame(const ical::Person& person, const std::string& uri) {
    return scheduling::addressKey(person.uri) == scheduling::addressKey(uri);
}

}  // namespace

bool invitesOutside(dbpool::ReadSession& session, const ical::Component& calendar) {
    const auto wanted = addressesIn(calendar);
    return localAddressees(session, wanted).size() < wanted.size();
}

scheduling::Successor requireSuccessor(dbpool::ReadSession& session, UserId user) {
    const auto found = principals::userAddressees(session, {user.value});
    const auto addressee = found.find(user);
    if (addressee == found.end() || addressee->second.email.empty())
        throw Error(ErrorCode::BadRequest, "no organizer " + std::to_string(user.value), "There is no such user.");
    return {.uri = "mailto:" + addressee->second.email, .name = addressee->second.displayName};
}

void addAttendee(ical::Component& calendar, const scheduling::Successor& who) {
    eachList(calendar, [&](std::vector<ical::Person>& people) {
        const auto known =
            std::find_if(people.begin(), people.end(), [&](const auto& each) { return isSame(each, who.uri); });
        if (known == people.end()) {
            people.push_back({.uri = who.uri, .name = who.name, .status = "ACCEPTED"});
        } else {
            known->status = "ACCEPTED";
            known->rsvp = false;
        }
    });
}

void removeAttendee(ical::Component& calendar, const std::string& uri) {
    eachList(calendar, [&](std::vector<ical::Person>& people) {
        std::erase_if(people, [&](const ical::Person& each) { return isSame(each, uri); });
    });
}

}  // namespace groupware::calendar
