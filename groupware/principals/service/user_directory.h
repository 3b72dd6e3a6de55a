#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/configuration_source.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// What the names of attributes that clients keep begin with; others have a meaning here, as "gui".
inline constexpr std::string_view kCustomAttributes = "custom/";

struct AttributeWritten {
    bool set = false;  ///< false: there was one already
    CommitToken committed;
};

/// A user with the groups he belongs to.
struct DirectoryEntry {
    User user;
    std::vector<GroupId> groups;
};

/// An answer and the state of the context it is true for.
struct UserList {
    std::vector<DirectoryEntry> users;
    Seq seq;
};

/// What every user of a context may know of the others, and what each may change of himself. Reads are as fresh as the
/// caller asks. Safe to call from any thread.
class UserDirectory {
public:
    /// Both must outlive this object.
    UserDirectory(dbpool::ContextDatabase& database, const ConfigurationSource& configuration)
        : database_(database), configuration_(configuration) {}

    /// A guest finds himself, as if he were a user, and nobody else.
    /// @throws Error NotFound
    [[nodiscard]] DirectoryEntry get(const Caller& caller, UserId user);
    /// All users by id.
    [[nodiscard]] UserList all(const Caller& caller);
    /// See UserReader::search().
    [[nodiscard]] UserList search(const Caller& caller, std::string_view text);

    /// The caller's own text of that name, for example "gui".
    [[nodiscard]] std::optional<std::string> attribute(const Caller& caller, std::string_view name);
    CommitToken setAttribute(const Caller& caller, std::string_view name, const std::optional<std::string>& value);
    /// An attribute that a client keeps; its name begins with kCustomAttributes.
    /// @param onlyIfAbsent  leaves one that is there
    /// @throws Error TooLarge beyond `principals.attributes` or `principals.attributeBytes`; as setAttribute()
    AttributeWritten setCustomAttribute(const Caller& caller, std::string_view name,
                                        const std::optional<std::string>& value, bool onlyIfAbsent);

    /// Changes the data of the caller himself; the context's administrator may change everybody's. Rights are none of
    /// it.
    /// @param primaryAddress  if given, must be the stored one: it is set by the tools
    /// @throws Error BadRequest, NotFound, Conflict (display name taken), Forbidden (another user, another primary
    ///         address), PreconditionFailed if he was changed after `unchangedSince`
    CommitToken update(const Caller& caller, UserId user, const UserChange& change,
                       const std::optional<std::string>& primaryAddress, std::optional<Seq> unchangedSince);
    /// The caller's own language or time zone.
    /// @throws Error BadRequest
    CommitToken setLanguage(const Caller& caller, const std::string& language);
    CommitToken setTimeZone(const Caller& caller, const std::string& timeZone);

private:
    CommitToken change(const Caller& caller, const UserChange& change);

    dbpool::ContextDatabase& database_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::principals
