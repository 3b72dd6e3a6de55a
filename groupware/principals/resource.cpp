#include "groupware/principals/resource.h"

#include "groupware/principals/text_rules.h"
#include "groupware/principals/user.h"

namespace groupware::principals {

void requireValid(const NewResource& resource) {
    requireIdentifier("resource name", resource.name);
    requireName("display name", resource.displayName, kMaxNameLength);
    requireAddress(resource.email);
    requireLines("description", resource.description, kMaxDescriptionLength);
    requireValid(resource.booking);
}

void requireValid(const ResourceChange& change) {
    if (change.name) requireIdentifier("resource name", *change.name);
    if (change.displayName) requireName("display name", *change.displayName, kMaxNameLength);
    if (change.email) requireAddress(*change.email);
    if (change.description) requireLines("description", *change.description, kMaxDescriptionLength);
}

}  // namespace groupware::principals
