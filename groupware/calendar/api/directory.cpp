#include "groupware/calendar/api/directory.h"

#include "groupware/formats/lines/ascii.h"

#include <cstdint>

namespace groupware::calendar::api {
namespace {

struct Names {
    std::set<std::string> addresses{};
    std::set<std::int64_t> users{};

    void add(std::string_view uri) {
        if (auto address = addressOf(uri); !address.empty()) addresses.insert(std::move(address));
    }
    void add(const ical::Person& person) {
        add(person.uri);
        add(person.sentBy);
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

Directory directoryOf(dbpool::ContextDatabase& database, const Caller& caller, std::span<const Event> events) {
    Names names;
    for (const Event& event : events) names.add(event);
    if (names.addresses.empty() && names.users.empty()) return {};
    return database.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return Directory(principals::addressees(session, names.addresses),
                         principals::userAddressees(session, names.users));
    });
}

}  // namespace groupware::calendar::api
