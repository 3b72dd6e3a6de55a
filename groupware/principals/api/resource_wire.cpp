#include "groupware/principals/api/resource_wire.h"

#include "groupware/base/error.h"
#include "groupware/principals/booking_policy.h"
#include "groupware/principals/user.h"

#include <cstdint>
#include <string>

namespace groupware::principals::api {

namespace json = formats::json;

namespace {

json::Object::Ptr permission(std::int64_t entity, bool group, BookingPrivilege privilege) {
    auto object = json::makeObject();
    object->set("entity", entity);
    object->set("group", group);
    object->set("privilege", std::string(wordOf(privilege)));
    return object;
}

json::Array::Ptr permissionsToWire(const BookingPolicy& policy) {
    auto permissions = json::makeArray();
    permissions->add(permission(kAllUsers.value, true, policy.everybody));
    for (const auto& [principal, privilege] : policy.entries) {
        permissions->add(permission(principal.id, principal.group, privilege));
    }
    return permissions;
}

BookingPrivilege privilegeIn(const json::Object& permission) {
    const auto privilege = bookingPrivilegeOf(json::text(permission, "privilege").value_or(""));
    if (privilege) return *privilege;
    throw Error(ErrorCode::BadRequest, "no booking privilege",
                "A privilege is \"none\", \"ask_to_book\", \"book_directly\" or \"delegate\".");
}

/// All who are named; whoever is not may do what group 0 may, and nothing if that is not named either.
BookingPolicy permissionsIn(const json::Array& permissions) {
    if (permissions.size() > kMaxBookingEntries)
        throw Error(ErrorCode::TooLarge, "too many permissions of a resource", "There are too many permissions.");
    BookingPolicy named{.everybody = BookingPrivilege::None};
    for (const auto& value : permissions) {
        const auto entry = json::requireObject(value, "a permission");
        const auto id = json::integer(*entry, "entity");
        if (!id) throw Error(ErrorCode::BadRequest, "permission without entity", "A permission names no entity.");
        const BookingPrincipal principal{.group = json::flag(*entry, "group").value_or(false), .id = *id};
        const auto privilege = privilegeIn(*entry);
        if (principal.group && principal.id == kAllUsers.value) {
            named.everybody = privilege;
        } else {
            named.entries[principal] = privilege;
        }
    }
    return named;
}

}  // namespace

json::Object::Ptr resourceToWire(const Resource& resource, const Caller& caller) {
    auto object = json::makeObject();
    object->set("id", resource.id.value);
    object->set("name", resource.name);
    object->set("display_name", resource.displayName);
    object->set("mailaddress", resource.email);
    object->set("description", resource.description);
    object->set("availability", resource.available);
    object->set("permissions", permissionsToWire(resource.booking));
    object->set("own_privilege", std::string(wordOf(privilegeOf(resource.booking, caller.user, caller.groups))));
    object->set("last_modified", resource.seq.value);
    object->set("last_modified_utc", resource.seq.value);
    return object;
}

json::Array::Ptr resourcesToWire(const std::vector<Resource>& resources, const Caller& caller) {
    auto array = json::makeArray();
    for (const auto& resource : resources) array->add(resourceToWire(resource, caller));
    return array;
}

ResourceChange resourceFieldsOf(const groupware::api::Call& call) {
    const auto body = json::requireObject(call.json(), "the body");
    ResourceChange change{.name = json::text(*body, "name"),
                          .displayName = json::text(*body, "display_name"),
                          .email = json::text(*body, "mailaddress"),
                          .description = json::text(*body, "description"),
                          .available = json::flag(*body, "availability")};
    if (const auto permissions = json::array(*body, "permissions")) {
        change.booking = [named = permissionsIn(*permissions)](BookingPolicy& policy) {
            policy.everybody = named.everybody;
            policy.entries = named.entries;
        };
    }
    return change;
}

}  // namespace groupware::principals::api
