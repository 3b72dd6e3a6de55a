#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/configuration_source.h"
#include "groupware/principals/group.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// An answer and the state of the context it is true for.
struct GroupList {
    std::vector<Group> groups;
    Seq seq;
};

struct GroupUpdates {
    std::vector<Group> created;
    std::vector<Group> changed;
    std::vector<GroupId> removed;
    Seq seq;  ///< what to ask from next time
};

struct GroupWritten {
    GroupId group;
    CommitToken committed;
};

/// The groups of a context as its users see and, with the right `editgroup`, change them. Reads are as fresh as the
/// caller asks. Safe to call from any thread.
///
/// Functions that write throw Error Forbidden without that right. Those that take `unchangedSince` throw
/// PreconditionFailed if the group changed later.
class GroupDirectory {
public:
    /// Takes a group out of what names it, one step of bounded size. False: more steps are needed, in transactions of
    /// their own; the group is removed in the last one.
    using Leave = std::function<bool(dbpool::WriteTransaction&, GroupId)>;

    /// All references must outlive this object.
    GroupDirectory(dbpool::ContextDatabase& database, Leave leave, const ConfigurationSource& configuration);

    /// @throws Error NotFound
    [[nodiscard]] Group get(const Caller& caller, GroupId group);
    [[nodiscard]] GroupList all(const Caller& caller);
    /// See GroupReader::search().
    [[nodiscard]] GroupList search(const Caller& caller, std::string_view text);
    /// What changed after `since`. Exact: nothing is missed and nothing is named twice.
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] GroupUpdates updates(const Caller& caller, Seq since);

    /// @throws Error as addGroup(); TooLarge beyond `principals.groups`
    GroupWritten create(const Caller& caller, const NewGroup& group);
    /// @throws Error as changeGroup()
    CommitToken change(const Caller& caller, GroupId group, const GroupChange& change,
                       std::optional<Seq> unchangedSince);
    /// @throws Error as removeGroup()
    CommitToken remove(const Caller& caller, GroupId group, std::optional<Seq> unchangedSince);

private:
    dbpool::ContextDatabase& database_;
    Leave leave_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::principals
