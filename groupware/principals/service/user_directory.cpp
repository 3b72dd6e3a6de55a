#include "groupware/principals/service/user_directory.h"

#include "groupware/base/error.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/user_store.h"

#include <algorithm>
#include <utility>

namespace groupware::principals {
namespace {

/// Reads all groups once, so that many users cost no statement each.
std::vector<DirectoryEntry> withGroups(dbpool::ReadSession& session, std::vector<User> users) {
    const auto groups = GroupReader(session).list();
    std::vector<DirectoryEntry> entries;
    entries.reserve(users.size());
    for (auto& user : users) {
        DirectoryEntry entry{.user = std::move(user), .groups = {}};
        for (const auto& group : groups) {
            if (std::binary_search(group.members.begin(), group.members.end(), entry.user.id)) {
                entry.groups.push_back(group.id);
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

DirectoryEntry UserDirectory::get(const Caller& caller, UserId user) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        auto found = UserReader(session).find(user);
        if (!found) {
            throw Error(ErrorCode::NotFound, "no such user " + std::to_string(user.value), "The user does not exist.");
        }
        return DirectoryEntry{.user = std::move(*found), .groups = GroupReader(session).groupsOf(user)};
    });
}

std::vector<DirectoryEntry> UserDirectory::all(const Caller& caller) {
    return database_.read(caller.context, caller.freshness,
                          [](dbpool::ReadSession& session) { return withGroups(session, UserReader(session).list()); });
}

std::vector<DirectoryEntry> UserDirectory::search(const Caller& caller, std::string_view text) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return withGroups(session, UserReader(session).search(text));
    });
}

std::optional<std::string> UserDirectory::attribute(const Caller& caller, std::string_view name) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return UserReader(session).attribute(caller.user, name);
    });
}

CommitToken UserDirectory::setAttribute(const Caller& caller, std::string_view name,
                                        const std::optional<std::string>& value) {
    return database_.write(
        caller.context, [&](dbpool::WriteTransaction& tx) { principals::setAttribute(tx, caller.user, name, value); });
}

CommitToken UserDirectory::setLanguage(const Caller& caller, const std::string& language) {
    return change(caller, UserChange{.language = language});
}

CommitToken UserDirectory::setTimeZone(const Caller& caller, const std::string& timeZone) {
    return change(caller, UserChange{.timeZone = timeZone});
}

CommitToken UserDirectory::change(const Caller& caller, const UserChange& change) {
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) { changeUser(tx, caller.user, change); });
}

}  // namespace groupware::principals
