#include "groupware/principals/service/group_provisioning.h"

#include "groupware/base/error.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/missing_principals.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

namespace groupware::principals {
namespace {

constexpr FolderId kNoFolder{0};

void recordGroup(dbpool::WriteTransaction& tx, sync::Verb verb, GroupId group) {
    tx.record(sync::change(sync::Kind::Group, verb, kNoFolder, group.value));
}

void requireExisting(dbpool::WriteTransaction& tx, const std::vector<UserId>& users) {
    std::set<std::int64_t> ids;
    for (const auto user : users) ids.insert(user.value);
    const auto missing = missingUsers(tx, std::move(ids));
    if (missing.empty()) return;
    const std::string text = "The user " + std::to_string(*missing.begin()) + " does not exist.";
    throw Error(ErrorCode::BadRequest, text, text);
}

[[noreturn]] void throwNoSuchGroup(GroupId group) {
    throw Error(ErrorCode::NotFound, "no such group " + std::to_string(group.value), "The group does not exist.");
}

Group require(dbpool::WriteTransaction& tx, GroupId group) {
    auto stored = GroupReader(tx).find(group);
    if (!stored) throwNoSuchGroup(group);
    return std::move(*stored);
}

[[noreturn]] void forbid(GroupId group, const char* text) {
    throw Error(ErrorCode::Forbidden, "group " + std::to_string(group.value) + " is fixed", text);
}

/// Those of `wanted` that are not among `others`, which is sorted.
std::vector<UserId> without(const std::vector<UserId>& wanted, const std::vector<UserId>& others) {
    std::vector<UserId> left;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(left),
                 [&](UserId user) { return !std::binary_search(others.begin(), others.end(), user); });
    return left;
}

void changeMembers(dbpool::WriteTransaction& tx, const Group& stored, const GroupChange& change) {
    GroupWriter writer(tx);
    std::vector<UserId> added = change.addMembers;
    if (change.members) {
        auto wanted = *change.members;
        std::sort(wanted.begin(), wanted.end());
        writer.removeMembers(stored.id, without(stored.members, wanted));
        const auto fresh = without(wanted, stored.members);
        added.insert(added.end(), fresh.begin(), fresh.end());
    }
    requireExisting(tx, added);
    writer.addMembers(stored.id, added);
    writer.removeMembers(stored.id, change.removeMembers);
}

}  // namespace

GroupId addGroup(dbpool::WriteTransaction& tx, const NewGroup& group) {
    requireValid(group);
    requireExisting(tx, group.members);
    GroupWriter writer(tx);
    const GroupId id = writer.nextId();
    writer.insert(id, group.name, group.displayName);
    writer.addMembers(id, group.members);
    recordGroup(tx, sync::Verb::Created, id);
    return id;
}

void changeGroup(dbpool::WriteTransaction& tx, GroupId group, const GroupChange& change) {
    requireValid(change);
    const Group stored = require(tx, group);
    if (group == kAllUsers) forbid(group, "The group of all users cannot be changed.");
    const bool renamed = change.name.value_or(stored.name) != stored.name ||
                         change.displayName.value_or(stored.displayName) != stored.displayName;
    if (renamed && group == kStandardGroup) forbid(group, "The standard group cannot be renamed.");
    changeMembers(tx, stored, change);
    GroupWriter(tx).rename(group, change.name.value_or(stored.name), change.displayName.value_or(stored.displayName));
    recordGroup(tx, sync::Verb::Changed, group);
}

void requireRemovable(dbpool::ReadSession& session, GroupId group) {
    if (group.value < kFirstGroup.value) forbid(group, "This group cannot be deleted.");
    if (!GroupReader(session).exists(group)) throwNoSuchGroup(group);
}

void removeGroup(dbpool::WriteTransaction& tx, GroupId group) {
    requireRemovable(tx, group);
    const Group stored = require(tx, group);
    GroupWriter(tx).remove(group);
    sync::addTombstone(tx, sync::Kind::Group, kNoFolder, group.value, stored.name);
    recordGroup(tx, sync::Verb::Removed, group);
}

}  // namespace groupware::principals
