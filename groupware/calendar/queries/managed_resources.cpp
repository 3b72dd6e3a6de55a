#include "groupware/calendar/queries/managed_resources.h"

#include "groupware/principals/booking_policy.h"
#include "groupware/principals/store/resource_store.h"

namespace groupware::calendar {

std::vector<std::int64_t> managedResources(dbpool::ReadSession& session, const Caller& caller) {
    std::vector<std::int64_t> managed;
    for (const auto& resource : principals::ResourceReader(session).withDelegates()) {
        const auto privilege = privilegeOf(resource.booking, caller.user, caller.groups);
        if (privilege == principals::BookingPrivilege::Delegate) managed.push_back(resource.id.value);
    }
    return managed;
}

}  // namespace groupware::calendar
