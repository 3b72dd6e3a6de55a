#pragma once

#include "groupware/folders/folder.h"
#include "groupware/folders/rights.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace groupware::folders {

/// What somebody may do on behalf of a user, in all folders of his private tree, those of later included. Objects
/// marked private stay hidden from him, as from everybody a folder is shared with.
enum class DelegationLevel : std::uint8_t {
    Read,
    Write,  ///< also makes, changes and deletes objects and makes folders; the folders themselves stay the owner's
};

[[nodiscard]] constexpr Rights rightsOf(DelegationLevel level) noexcept {
    return level == DelegationLevel::Write ? kAuthorRights : kViewerRights;
}
[[nodiscard]] constexpr DelegationLevel levelOf(const Rights& rights) noexcept {
    return rights.allows(Permission::WriteAll) ? DelegationLevel::Write : DelegationLevel::Read;
}
/// "read" or "write".
[[nodiscard]] constexpr std::string_view nameOf(DelegationLevel level) noexcept {
    return level == DelegationLevel::Write ? "write" : "read";
}
[[nodiscard]] constexpr std::optional<DelegationLevel> delegationLevel(std::string_view name) noexcept {
    if (name == "read") return DelegationLevel::Read;
    if (name == "write") return DelegationLevel::Write;
    return std::nullopt;
}

/// Who acts for somebody: a user, or every member of a group.
struct Delegate {
    Grantee grantee;
    DelegationLevel level = DelegationLevel::Read;
    friend constexpr bool operator==(const Delegate&, const Delegate&) = default;
};

/// For whom somebody may act, and by which of his entries.
struct Mandate {
    UserId owner;
    Delegate by;
    friend constexpr bool operator==(const Mandate&, const Mandate&) = default;
};

/// Permission entries of "every private folder of this user" are stored under this number: no folder has it.
[[nodiscard]] constexpr FolderId allPrivateOf(UserId owner) noexcept {
    return {-owner.value};
}
[[nodiscard]] constexpr bool isAllPrivate(FolderId folder) noexcept {
    return folder.value < 0;
}
[[nodiscard]] constexpr UserId ownerOfAllPrivate(FolderId folder) noexcept {
    return {-folder.value};
}

}  // namespace groupware::folders
