#include "groupware/calendar/service/owner_addresses.h"

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/principals/store/owned_addresses.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace groupware::calendar {

void OwnerAddresses::load(std::span<const CalendarUser> owners) {
    std::vector<std::int64_t> users;
    std::vector<std::int64_t> resources;
    for (const auto& owner : owners) {
        if (!known_.try_emplace(owner).second) continue;
        if (owner.kind == CalendarUser::Kind::User) users.push_back(owner.id);
        if (owner.kind == CalendarUser::Kind::Resource) resources.push_back(owner.id);
    }
    const auto add = [&](CalendarUser::Kind kind, const std::map<std::int64_t, std::set<std::string>>& found) {
        for (const auto& [id, addresses] : found) {
            for (const auto& address : addresses) known_[{kind, id}].insert(scheduling::addressKey(address));
        }
    };
    if (!users.empty()) add(CalendarUser::Kind::User, principals::addressesOfUsers(session_, users));
    if (!resources.empty()) add(CalendarUser::Kind::Resource, principals::addressesOfResources(session_, resources));
}

const std::set<std::string>& OwnerAddresses::of(const CalendarUser& owner) {
    const auto known = known_.find(owner);
    if (known != known_.end()) return known->second;
    load({&owner, 1});
    return known_[owner];
}

}  // namespace groupware::calendar
