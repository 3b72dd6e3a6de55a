#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// Reads the groups of the session's context. Works on a replica or inside a transaction.
class GroupReader {
public:
    explicit GroupReader(dbpool::ReadSession& session) : session_(session) {}

    /// With its members.
    [[nodiscard]] std::optional<Group> find(GroupId group);
    /// All groups by id, with their members.
    [[nodiscard]] std::vector<Group> list();
    [[nodiscard]] bool exists(GroupId group);
    /// The groups a user belongs to, by id, kAllUsers first.
    [[nodiscard]] std::vector<GroupId> groupsOf(UserId user);

private:
    dbpool::ReadSession& session_;
};

class GroupWriter {
public:
    explicit GroupWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void insert(GroupId group, std::string_view name, std::string_view displayName);
    void addMember(GroupId group, UserId user);
    void removeFromAll(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::principals
