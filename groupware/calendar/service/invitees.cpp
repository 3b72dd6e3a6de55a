#include "groupware/calendar/service/invitees.h"

#include "groupware/base/error.h"
#include "groupware/calendar/attendee_id.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/principals/store/addressees.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/resource_store.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using ical::Person;
using principals::Addressee;

constexpr std::string_view kAccepted = "ACCEPTED";
constexpr std::string_view kUnanswered = "NEEDS-ACTION";

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::string uriOf(const Addressee& addressee) {
    return "mailto:" + addressee.email;
}

/// The attendees that were asked for, with those named by id looked up, each once.
class Collector {
public:
    Collector(dbpool::ReadSession& session, std::size_t most) : session_(session), most_(most) {}

    std::vector<Person> resolve(const std::vector<Person>& wanted) {
        lookUp(wanted);
        for (const auto& person : wanted) {
            const auto id = attendeeIdOf(person.uri);
            if (!id) {
                add(person);
                continue;
            }
            switch (id->kind) {
                case AttendeeId::Kind::User: addUser(UserId{id->id}, person); break;
                case AttendeeId::Kind::Resource: addResource(principals::ResourceId{id->id}, person); break;
                case AttendeeId::Kind::Group:
                    for (const UserId member : groups_.at(id->id).members) addUser(member, {});
                    break;
            }
        }
        return std::move(people_);
    }

private:
    void lookUp(const std::vector<Person>& wanted) {
        std::set<std::int64_t> users;
        for (const auto& person : wanted) {
            const auto id = attendeeIdOf(person.uri);
            if (id && id->kind == AttendeeId::Kind::User) users.insert(id->id);
            if (id && id->kind == AttendeeId::Kind::Group && !groups_.contains(id->id)) {
                const auto group = principals::GroupReader(session_).find(GroupId{id->id});
                if (!group) refuse("There is no group " + std::to_string(id->id) + ".");
                for (const UserId member : group->members) users.insert(member.value);
                groups_.emplace(id->id, *group);
            }
            if (groups_.size() > most_ || users.size() > most_) throwTooMany();
        }
        users_ = principals::userAddressees(session_, users);
    }

    void addUser(UserId user, Person person) {
        const auto found = users_.find(user);
        if (found == users_.end()) refuse("There is no user " + std::to_string(user.value) + ".");
        person.uri = uriOf(found->second);
        if (person.name.empty()) person.name = found->second.displayName;
        add(std::move(person));
    }

    void addResource(principals::ResourceId id, Person person) {
        const auto resource = principals::ResourceReader(session_).find(id);
        if (!resource) refuse("There is no resource " + std::to_string(id.value) + ".");
        person.uri = "mailto:" + resource->email;
        if (person.name.empty()) person.name = resource->displayName;
        if (person.type == Person{}.type) person.type = "RESOURCE";
        add(std::move(person));
    }

    void add(Person person) {
        if (!known_.insert(scheduling::addressKey(person.uri)).second) return;
        people_.push_back(std::move(person));
        if (people_.size() > most_) throwTooMany();
    }

    [[noreturn]] void throwTooMany() const {
        const std::string most = std::to_string(most_);
        throw Error(ErrorCode::TooLarge, "more attendees than " + most,
                    "An event has at most " + most + " attendees, members of groups included.");
    }

    dbpool::ReadSession& session_;
    std::size_t most_;
    std::map<std::int64_t, principals::Group> groups_;
    std::map<UserId, Addressee> users_;
    std::set<std::string> known_;
    std::vector<Person> people_;
};

std::map<std::string, Addressee> localsAmong(dbpool::ReadSession& session, const std::vector<Person>& people) {
    std::set<std::string> addresses;
    for (const auto& person : people) {
        if (auto address = scheduling::mailAddress(person.uri); !address.empty()) addresses.insert(std::move(address));
    }
    return principals::addressees(session, addresses);
}

/// Those who take part, and who of them is of the context.
class People {
public:
    People(dbpool::ReadSession& session, std::vector<Person> people)
        : people_(std::move(people)), locals_(localsAmong(session, people_)) {}

    [[nodiscard]] const Addressee* local(std::string_view uri) const {
        const auto found = locals_.find(scheduling::mailAddress(uri));
        return found == locals_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] bool isUser(const Person& person, UserId user) const {
        const auto* addressee = local(person.uri);
        return addressee != nullptr && addressee->user == user;
    }
    [[nodiscard]] std::vector<Person>& list() { return people_; }

private:
    std::vector<Person> people_;
    std::map<std::string, Addressee> locals_;
};

const Person* findPerson(const std::vector<Person>& people, std::string_view uri) {
    const auto key = scheduling::addressKey(uri);
    const auto found = std::find_if(people.begin(), people.end(),
                                    [&](const Person& each) { return scheduling::addressKey(each.uri) == key; });
    return found == people.end() ? nullptr : &*found;
}

/// Somebody's answer is his own. Who is asked for the first time has not answered; who makes the event comes to it.
void settleAnswers(People& people, const std::vector<Person>& before, std::optional<UserId> self) {
    for (auto& person : people.list()) {
        const auto* known = findPerson(before, person.uri);
        const auto* local = people.local(person.uri);
        const bool own = self && people.isUser(person, *self);
        if (known != nullptr && local != nullptr && !own) person.status = known->status;
        if (known != nullptr) continue;
        if (own) {
            if (person.status == kUnanswered) person.status = kAccepted;
            continue;
        }
        if (local != nullptr) person.status = kUnanswered;
        if (person.status == kUnanswered) person.rsvp = true;
    }
}

/// The owner of the calendar takes part in what he asks others to.
void addOwner(dbpool::ReadSession& session, std::vector<Person>& people, UserId owner, bool present) {
    if (present) return;
    const auto found = principals::userAddressees(session, {owner.value});
    const auto addressee = found.find(owner);
    if (addressee == found.end()) return;
    people.insert(
        people.begin(),
        {.uri = uriOf(addressee->second), .name = addressee->second.displayName, .status = std::string(kAccepted)});
}

void setOrganizer(dbpool::ReadSession& session, const Caller& caller, UserId organizer, EventFields& wanted) {
    const auto found = principals::userAddressees(session, {organizer.value, caller.user.value});
    const auto addressee = found.find(organizer);
    if (addressee == found.end()) refuse("Nobody can be the organizer of this meeting.");
    Person person{.uri = uriOf(addressee->second), .name = addressee->second.displayName};
    const auto actor = found.find(caller.user);
    if (caller.user != organizer && actor != found.end()) person.sentBy = uriOf(actor->second);
    wanted.organizer = std::move(person);
}

bool sameAttendees(const EventFields& a, const EventFields& b) {
    return a.attendees == b.attendees;
}

}  // namespace

void settlePeople(dbpool::ReadSession& session, const Writing& writing, const Edit& edit, const EventFields& before,
                  EventFields& wanted) {
    if (edit.object.role == Role::Attendee) return;
    wanted.organizer = before.organizer;
    if (edit.stored && sameAttendees(before, wanted)) return;
    if (wanted.attendees.empty()) {
        wanted.organizer.reset();
        return;
    }
    requireNoGuest(writing.caller);
    const bool inFolder = edit.object.owner.kind == CalendarUser::Kind::Folder;
    const UserId organizer = inFolder ? writing.caller.user : UserId{edit.object.owner.id};
    People people(session, Collector(session, writing.limits.attendees).resolve(wanted.attendees));
    settleAnswers(people, before.attendees, organizer);
    const auto& list = people.list();
    const auto isOrganizer = [&](const Person& each) { return people.isUser(each, organizer); };
    wanted.attendees = list;
    if (!inFolder && std::all_of(list.begin(), list.end(), isOrganizer)) {
        wanted.attendees.clear();
        wanted.organizer.reset();
        return;
    }
    if (!inFolder) addOwner(session, wanted.attendees, organizer, std::any_of(list.begin(), list.end(), isOrganizer));
    if (!wanted.organizer) setOrganizer(session, writing.caller, organizer, wanted);
}

}  // namespace groupware::calendar
