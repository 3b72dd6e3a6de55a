#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// A user with the groups he belongs to.
struct DirectoryEntry {
    User user;
    std::vector<GroupId> groups;
};

/// What every user of a context may know of the others, and what each may change of himself. Reads are as fresh as the
/// caller asks. Safe to call from any thread.
class UserDirectory {
public:
    /// Must outlive this object.
    explicit UserDirectory(dbpool::ContextDatabase& database) : database_(database) {}

    /// @throws Error NotFound
    [[nodiscard]] DirectoryEntry get(const Caller& caller, UserId user);
    /// All users by id.
    [[nodiscard]] std::vector<DirectoryEntry> all(const Caller& caller);
    /// See UserReader::search().
    [[nodiscard]] std::vector<DirectoryEntry> search(const Caller& caller, std::string_view text);

    /// The caller's own text of that name, for example "gui".
    [[nodiscard]] std::optional<std::string> attribute(const Caller& caller, std::string_view name);
    CommitToken setAttribute(const Caller& caller, std::string_view name, const std::optional<std::string>& value);
    /// The caller's own language or time zone.
    /// @throws Error BadRequest
    CommitToken setLanguage(const Caller& caller, const std::string& language);
    CommitToken setTimeZone(const Caller& caller, const std::string& timeZone);

private:
    CommitToken change(const Caller& caller, const UserChange& change);

    dbpool::ContextDatabase& database_;
};

}  // namespace groupware::principals
