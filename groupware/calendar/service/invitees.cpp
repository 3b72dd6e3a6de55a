#include "groupware/calendar/service/invitees.h"

#include "groupware/base/error.h"
#include "groupware/calendar/attendee_id.h"
#include "groupware/calendar/queries/local_addressees.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/lines/ascii.h"
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

/// The attendees that were asked for, those named by id looked up, each once; and who of them is of the context.
class People {
public:
    /// @param besides  users who are looked up, too
    People(dbpool::ReadSession& session, std::size_t most, std::set<std::int64_t> besides)
        : session_(session), most_(most), userIds_(std::move(besides)) {}

    void resolve(const std::vector<Person>& wanted) {
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
        lookUpAddresses();
    }

    [[nodiscard]] std::vector<Person>& list() { return people_; }
    /// Null for who is outside.
    [[nodiscard]] const Addressee* local(std::string_view uri) const {
        const auto found = locals_.find(scheduling::mailAddress(uri));
        return found == locals_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] bool isUser(const Person& person, UserId user) const {
        const auto* addressee = local(person.uri);
        return addressee != nullptr && addressee->user == user;
    }
    /// One of those looked up besides; null if there is no such user.
    [[nodiscard]] const Addressee* user(UserId user) const {
        const auto found = users_.find(user);
        return found == users_.end() ? nullptr : &found->second;
    }

private:
    void lookUp(const std::vector<Person>& wanted) {
        std::set<GroupId> groups;
        std::set<std::int64_t> resources;
        for (const auto& person : wanted) {
            const auto id = attendeeIdOf(person.uri);
            if (!id) continue;
            switch (id->kind) {
                case AttendeeId::Kind::User: userIds_.insert(id->id); break;
                case AttendeeId::Kind::Resource: resources.insert(id->id); break;
                case AttendeeId::Kind::Group: groups.insert({id->id}); break;
            }
            if (groups.size() + resources.size() > most_ || userIds_.size() > most_ + kBesides) throwTooMany();
        }
        lookUpGroups(groups);
        if (!resources.empty())
            resources_ = principals::ResourceReader(session_).find(std::vector(resources.begin(), resources.end()));
        users_ = principals::userAddressees(session_, userIds_);
        for (const auto& [id, addressee] : users_)
            locals_.emplace(formats::lines::lower(std::string_view(addressee.email)), addressee);
    }

    void lookUpGroups(const std::set<GroupId>& wanted) {
        if (wanted.empty()) return;
        for (auto& group : principals::GroupReader(session_).find(std::vector(wanted.begin(), wanted.end()))) {
            for (const UserId member : group.members) userIds_.insert(member.value);
            if (userIds_.size() > most_ + kBesides) throwTooMany();
            const auto id = group.id.value;
            groups_.emplace(id, std::move(group));
        }
        for (const auto id : wanted) {
            if (!groups_.contains(id.value)) refuse("There is no group " + std::to_string(id.value) + ".");
        }
    }

    /// Those who came by address.
    void lookUpAddresses() {
        std::set<std::string> addresses;
        for (const auto& person : people_) {
            auto address = scheduling::mailAddress(person.uri);
            if (!address.empty() && !locals_.contains(address)) addresses.insert(std::move(address));
        }
        if (!addresses.empty()) locals_.merge(localAddressees(session_, addresses));
    }

    void addUser(UserId user, Person person) {
        const auto found = users_.find(user);
        if (found == users_.end()) refuse("There is no user " + std::to_string(user.value) + ".");
        person.uri = uriOf(found->second);
        if (person.name.empty()) person.name = found->second.displayName;
        add(std::move(person));
    }

    void addResource(principals::ResourceId id, Person person) {
        const auto found = resources_.find(id);
        if (found == resources_.end()) refuse("There is no resource " + std::to_string(id.value) + ".");
        const auto& resource = found->second;
        Addressee addressee{.resource = id, .displayName = resource.displayName, .email = resource.email};
        person.uri = uriOf(addressee);
        if (person.name.empty()) person.name = resource.displayName;
        if (person.type == Person{}.type) person.type = "RESOURCE";
        locals_.emplace(formats::lines::lower(std::string_view(resource.email)), std::move(addressee));
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

    static constexpr std::size_t kBesides = 2;

    dbpool::ReadSession& session_;
    std::size_t most_;
    std::set<std::int64_t> userIds_;
    std::map<std::int64_t, principals::Group> groups_;
    std::map<principals::ResourceId, principals::Resource> resources_;
    std::map<UserId, Addressee> users_;
    std::map<std::string, Addressee> locals_;  // by address in small letters
    std::set<std::string> known_;
    std::vector<Person> people_;
};

const Person* findPerson(const std::vector<Person>& people, std::string_view uri) {
    const auto key = scheduling::addressKey(uri);
    const auto found = std::find_if(people.begin(), people.end(),
                                    [&](const Person& each) { return scheduling::addressKey(each.uri) == key; });
    return found == people.end() ? nullptr : &*found;
}

/// Somebody's answer is his own. Who is asked for the first time has not answered; who makes the event comes to it.
void settleAnswers(People& people, const std::vector<Person>& before, UserId self) {
    for (auto& person : people.list()) {
        const auto* known = findPerson(before, person.uri);
        const auto* local = people.local(person.uri);
        const bool own = people.isUser(person, self);
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

Person personOf(const Addressee& addressee) {
    return {.uri = uriOf(addressee), .name = addressee.displayName};
}

const Addressee& requireOrganizer(const People& people, UserId organizer) {
    const auto* addressee = people.user(organizer);
    if (addressee == nullptr) refuse("Nobody can be the organizer of this meeting.");
    return *addressee;
}

void setOrganizer(const People& people, UserId caller, UserId organizer, EventFields& wanted) {
    Person person = personOf(requireOrganizer(people, organizer));
    const auto* actor = people.user(caller);
    if (caller != organizer && actor != nullptr) person.sentBy = uriOf(*actor);
    wanted.organizer = std::move(person);
}

/// The owner of the calendar takes part in what he asks others to.
void addOwner(const People& people, UserId owner, std::vector<Person>& attendees) {
    Person person = personOf(requireOrganizer(people, owner));
    person.status = kAccepted;
    attendees.insert(attendees.begin(), std::move(person));
}

/// Whether others come to single instances: then all of the series is a meeting, also where nobody else comes to it.
bool invitesElsewhere(const Edit& edit, const Person& organizer) {
    const auto key = scheduling::addressKey(organizer.uri);
    const auto& components = edit.after->components();
    return std::any_of(components.begin(), components.end(), [&](const ical::Component& component) {
        if (!component.is("VEVENT") || component.find("RECURRENCE-ID") == nullptr) return false;
        const auto people = ical::attendees(component);
        return std::any_of(people.begin(), people.end(),
                           [&](const Person& each) { return scheduling::addressKey(each.uri) != key; });
    });
}

/// Ids alone become addresses.
void nameInvitees(dbpool::ReadSession& session, const Writing& writing, EventFields& wanted) {
    const auto& list = wanted.attendees;
    const bool named = std::any_of(list.begin(), list.end(), [](const Person& each) { return attendeeIdOf(each.uri); });
    if (!named) return;
    People people(session, writing.limits.attendees, {});
    people.resolve(list);
    wanted.attendees = people.list();
}

}  // namespace

void settlePeople(dbpool::ReadSession& session, const Writing& writing, const Edit& edit, const EventFields& before,
                  EventFields& wanted) {
    if (edit.object.role == Role::Attendee) {
        nameInvitees(session, writing, wanted);
        return;
    }
    wanted.organizer = before.organizer;
    if (edit.stored && before.attendees == wanted.attendees) return;
    const bool meeting = wanted.organizer && (wanted.recurrenceId || invitesElsewhere(edit, *wanted.organizer));
    if (wanted.attendees.empty() && !meeting) {
        wanted.organizer.reset();
        return;
    }
    requireNoGuest(writing.caller);
    const bool inFolder = edit.object.owner.kind == CalendarUser::Kind::Folder;
    const UserId caller = writing.caller.user;
    const UserId organizer = inFolder ? caller : UserId{edit.object.owner.id};
    People people(session, writing.limits.attendees, {organizer.value, caller.value});
    people.resolve(wanted.attendees);
    settleAnswers(people, before.attendees, organizer);
    wanted.attendees = people.list();
    const auto isOrganizer = [&](const Person& each) { return people.isUser(each, organizer); };
    const auto& list = people.list();
    if (!inFolder && !meeting && std::all_of(list.begin(), list.end(), isOrganizer)) {
        wanted.attendees.clear();
        wanted.organizer.reset();
        return;
    }
    if (!inFolder && std::none_of(list.begin(), list.end(), isOrganizer)) addOwner(people, organizer, wanted.attendees);
    if (!wanted.organizer) setOrganizer(people, caller, organizer, wanted);
}

}  // namespace groupware::calendar
