#include "groupware/principals/group.h"

#include "groupware/principals/text_rules.h"

namespace groupware::principals {

void requireValid(const NewGroup& group) {
    requireIdentifier("group name", group.name);
    requireName("display name", group.displayName, kMaxNameLength);
}

void requireValid(const GroupChange& change) {
    if (change.name) requireIdentifier("group name", *change.name);
    if (change.displayName) requireName("display name", *change.displayName, kMaxNameLength);
}

}  // namespace groupware::principals
