#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string>
#include <vector>

namespace groupware::principals {

inline constexpr GroupId kFirstGroup{2};  ///< the first id that addGroup() hands out

/// One group with its members; for kAllUsers every user of the context.
struct Group {
    GroupId id{};
    std::string name{};  ///< unique in the context, also when case is ignored
    std::string displayName{};
    std::vector<UserId> members{};  ///< by id
    Seq seq{};                      ///< of the last change of name or members
    Seq createdSeq{};
};

/// What a new group consists of. Fields as in Group.
struct NewGroup {
    std::string name{};
    std::string displayName{};
    std::vector<UserId> members{};
};

/// What changes of a group; absent fields stay.
struct GroupChange {
    std::optional<std::string> name{};
    std::optional<std::string> displayName{};
    std::optional<std::vector<UserId>> members{};  ///< all of them
    std::vector<UserId> addMembers{};              ///< besides; those who are members already are no error
    std::vector<UserId> removeMembers{};           ///< after addMembers; those who are none are no error
};

/// @throws Error BadRequest naming the field that is empty, too long or has characters that names cannot have
void requireValid(const NewGroup& group);
void requireValid(const GroupChange& change);

}  // namespace groupware::principals
