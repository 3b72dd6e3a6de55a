#include "groupware/push/waiter.h"

#include <algorithm>

namespace groupware::push {
namespace {

/// Changes that decide who may see what, or whether the waiting client is still one.
bool concernsRights(const ChangeRecord& change, UserId user) {
    if (change.kind == sync::Kind::User || change.kind == sync::Kind::Session) return change.object == user.value;
    return change.kind == sync::Kind::Folder || change.kind == sync::Kind::Group || change.kind == sync::Kind::Context;
}

}  // namespace

bool Interest::isAbout(const ChangeRecord& change) const {
    if (change.seq <= since) return false;
    return concernsRights(change, user) || std::binary_search(folders.begin(), folders.end(), change.folder);
}

}  // namespace groupware::push
