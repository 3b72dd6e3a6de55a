#include "groupware/calendar/api/directory.h"

#include "groupware/calendar/queries/local_addressees.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/principals/store/guest_addressees.h"
#include "groupware/principals/store/resource_store.h"

#include <cstdint>

namespace groupware::calendar::api {
namespace {

struct Names {
    std::set<std::string> addresses{};
    std::set<std::int64_t> users{};
    std::set<principals::ResourceId> resources{};

    void add(std::string_view uri) {
        if (auto address = addressOf(uri); !address.empty()) addresses.insert(std::move(address));
    }
    void add(const ical::Person& person) {
        add(person.uri);
        add(person.sentBy);
    }
    void add(const CalendarUser& user) {
        if (user.kind == CalendarUser::Kind::User) users.insert(user.id);
        if (user.kind == CalendarUser::Kind::Resource) resources.insert({user.id});
    }
    void add(const Event& event) {
        users.insert(event.createdBy.value);
        users.insert(event.changedBy.value);
        if (event.owner.kind == CalendarUser::Kind::User) users.insert(event.owner.id);
        add(event.organizer);
        if (!event.fields) return;
        if (event.fields->organizer) add(*event.fields->organizer);
        for (const auto& attendee : event.fields->attendees) add(attendee);
    }
};

/// Users, and guests, who make and change events where they may.
std::map<UserId, principals::Addressee> peopleOf(dbpool::ReadSession& session, const std::set<std::int64_t>& ids) {
    auto found = principals::userAddressees(session, ids);
    std::set<std::int64_t> others;
    for (const auto id : ids) {
        if (id != 0 && !found.contains(UserId{id})) others.insert(id);
    }
    found.merge(principals::guestAddressees(session, others));
    return found;
}

std::map<principals::ResourceId, principals::Addressee> resourcesOf(dbpool::ReadSession& session,
                                                                    const std::set<principals::ResourceId>& ids) {
    std::map<principals::ResourceId, principals::Addressee> found;
    for (const auto id : ids) {
        const auto resource = principals::ResourceReader(session).find(id);
        if (!resource) continue;
        found[id] = {.resource = id, .displayName = resource->displayName, .email = resource->email};
    }
    return found;
}

}  // namespace

std::string addressOf(std::string_view uri) {
    constexpr std::string_view kScheme = "mailto:";
    if (formats::lines::equal(uri.substr(0, kScheme.size()), kScheme)) {
        uri.remove_prefix(kScheme.size());
    } else if (uri.find(':') != std::string_view::npos || uri.find('@') == std::string_view::npos) {
        return {};
    }
    return formats::lines::lower(formats::lines::trimmed(uri));
}

Directory directoryOf(dbpool::ContextDatabase& database, const Caller& caller, std::span<const Event> events,
                      std::span<const CalendarUser> others) {
    Names names;
    for (const Event& event : events) names.add(event);
    for (const CalendarUser& user : others) names.add(user);
    if (names.addresses.empty() && names.users.empty() && names.resources.empty()) return {};
    return database.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return Directory(localAddressees(session, names.addresses), peopleOf(session, names.users),
                         resourcesOf(session, names.resources));
    });
}

}  // namespace groupware::calendar::api
