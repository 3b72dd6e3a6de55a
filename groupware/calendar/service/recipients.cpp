#include "groupware/calendar/service/recipients.h"

#include "groupware/calendar/queries/local_addressees.h"

#include <utility>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using scheduling::addressKey;
using scheduling::mailAddress;

template <typename Visit>
void eachAttendee(const Component& calendar, const Visit& visit) {
    for (const auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        for (const auto& property : component.properties()) {
            if (property.is("ATTENDEE")) visit(property.value());
        }
    }
}

}  // namespace

void Recipients::loadAddresses(std::set<std::string> addresses) {
    std::erase_if(addresses, [&](const std::string& each) { return each.empty() || known_.contains(each); });
    if (addresses.empty()) return;
    for (const auto& address : addresses) known_.try_emplace(address);
    for (const auto& [address, addressee] : localAddressees(session_, addresses)) {
        const auto user = addressee.user ? CalendarUser::of(*addressee.user) : CalendarUser::of(*addressee.resource);
        known_[address] = user;
        book_.add("mailto:" + address, std::to_string(static_cast<int>(user.kind)) + ' ' + std::to_string(user.id));
    }
}

std::optional<CalendarUser> Recipients::of(const std::string& uri) const {
    const auto found = known_.find(mailAddress(uri));
    return found == known_.end() ? std::nullopt : found->second;
}

std::string Recipients::uriOf(const CalendarUser& user, const Component& calendar) const {
    std::string result;
    eachAttendee(calendar, [&](const std::string& uri) {
        if (result.empty() && of(uri) == user) result = uri;
    });
    return result;
}

std::set<std::string> addressesIn(const Component& calendar) {
    std::set<std::string> addresses;
    eachAttendee(calendar, [&](const std::string& uri) { addresses.insert(mailAddress(uri)); });
    for (const auto& component : calendar.components()) {
        const auto* organizer = component.is("VEVENT") ? component.find("ORGANIZER") : nullptr;
        if (organizer != nullptr) addresses.insert(mailAddress(organizer->value()));
    }
    return addresses;
}

std::size_t countAttendees(const Component& calendar) {
    std::set<std::string> people;
    eachAttendee(calendar, [&](const std::string& uri) { people.insert(addressKey(uri)); });
    return people.size();
}

}  // namespace groupware::calendar
