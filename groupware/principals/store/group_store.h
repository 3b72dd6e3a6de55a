#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/group.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// Reads the groups of the session's context. Works on a replica or inside a transaction.
class GroupReader {
public:
    explicit GroupReader(dbpool::ReadSession& session) : session_(session) {}

    /// With its members.
    [[nodiscard]] std::optional<Group> find(GroupId group);
    /// Those of them that exist, with their members. Three statements for 512 of them.
    [[nodiscard]] std::vector<Group> find(std::span<const GroupId> groups);
    [[nodiscard]] std::optional<Group> findByName(std::string_view name);
    /// All groups by id, with their members.
    [[nodiscard]] std::vector<Group> list();
    /// Groups whose name or display name contains `text` (case ignored), by id, with their members. `%` and `_` stand
    /// for themselves.
    [[nodiscard]] std::vector<Group> search(std::string_view text);
    /// Groups whose name or members changed after `since`, by id, with their members.
    [[nodiscard]] std::vector<Group> changed(Seq since);
    [[nodiscard]] bool exists(GroupId group);
    [[nodiscard]] std::optional<Seq> seqOf(GroupId group);
    [[nodiscard]] std::int64_t count();
    /// The groups a user belongs to, by id, kAllUsers first.
    [[nodiscard]] std::vector<GroupId> groupsOf(UserId user);

private:
    [[nodiscard]] std::vector<Group> withMembers(std::vector<Group> groups);

    dbpool::ReadSession& session_;
};

class GroupWriter {
public:
    explicit GroupWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    [[nodiscard]] GroupId nextId();
    /// @throws Error Conflict if the name is taken
    void insert(GroupId group, std::string_view name, std::string_view displayName);
    /// @throws Error Conflict if the name is taken
    void rename(GroupId group, std::string_view name, std::string_view displayName);
    /// Those of `users` that exist and are no members yet.
    void addMembers(GroupId group, std::span<const UserId> users);
    void removeMembers(GroupId group, std::span<const UserId> users);
    /// Takes a user out of all groups with member rows; they count as changed.
    void removeFromAll(UserId user);
    /// The groups count as changed.
    void touch(std::span<const GroupId> groups);
    /// Row and memberships.
    void remove(GroupId group);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::principals
