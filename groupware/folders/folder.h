#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/folders/rights.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::folders {

// The fixed folders of every context, with Open-Xchange's ids. Users' folders start at kFirstFolder.
inline constexpr FolderId kRoot{0};
inline constexpr FolderId kPrivate{1};  ///< below: every user's own calendar, contacts, tasks
inline constexpr FolderId kPublic{2};
inline constexpr FolderId kShared{3};  ///< below, per caller: what others share from their private folders
inline constexpr FolderId kSystem{4};
inline constexpr FolderId kSystemGlobal{5};
inline constexpr FolderId kGlobalAddressBook{6};
inline constexpr FolderId kInfostore{9};
inline constexpr FolderId kUserInfostore{10};  ///< below: each user's default files folder
inline constexpr FolderId kPublicInfostore{15};
inline constexpr std::int64_t kFirstFolder = 20;

/// Numbers of the JSON interface, stored.
enum class FolderType : std::int64_t {
    Private = 1,  ///< belongs to its owner
    Public = 2,
    Shared = 3,  ///< never stored: how a private folder looks to everybody but its owner
    System = 5,
    Trash = 16,
};

/// What a default folder is for. Numbers of the JSON interface, stored.
enum class StandardFolder : std::int64_t { None = 0, Tasks = 1, Calendar = 2, Contacts = 3, Infostore = 8, Trash = 12 };

// Names of the JSON interface, stored. An object type names itself; these are the ones default folders are made for.
inline constexpr std::string_view kSystemModule = "system";
inline constexpr std::string_view kTasksModule = "tasks";
inline constexpr std::string_view kCalendarModule = "calendar";
inline constexpr std::string_view kContactsModule = "contacts";
inline constexpr std::string_view kInfostoreModule = "infostore";

/// A user or a group.
struct Grantee {
    std::int64_t id = 0;
    bool group = false;
    friend constexpr auto operator<=>(const Grantee&, const Grantee&) = default;

    [[nodiscard]] static constexpr Grantee of(UserId user) { return {user.value, false}; }
    [[nodiscard]] static constexpr Grantee of(GroupId group) { return {group.value, true}; }
};
inline constexpr GroupId kAllUsers{0};

/// One entry of a folder's permissions.
struct Grant {
    Grantee grantee;
    Rights rights;
    friend constexpr bool operator==(const Grant&, const Grant&) = default;
};

/// One folder, without its permissions and contents.
struct Folder {
    FolderId id{};
    FolderId parent{};  ///< kRoot for the root itself
    std::string name{};
    std::string module{};
    FolderType type = FolderType::Public;
    UserId owner;  ///< of a private or trash folder; else who created it
    StandardFolder standard = StandardFolder::None;
    bool isDefault = false;  ///< made with its user: is neither renamed, moved nor deleted
    UserId createdBy{};
    UserId modifiedBy{};
    Seq created{};
    Seq changed{};         ///< of name, place or permissions
    Seq contentChanged{};  ///< of anything inside: the folder's ctag

    [[nodiscard]] bool isSystem() const noexcept { return id.value < kFirstFolder; }
};

/// A folder and what somebody may do there.
struct AccessibleFolder {
    Folder folder{};
    Rights rights{};
};

/// Three folders collect, for each caller, what it may see but could not reach because the parent is hidden: "shared"
/// the private folders of others, "users' files" those for files, "public" the rest. The one that may show `folder`.
[[nodiscard]] inline FolderId collectingFolderOf(const Folder& folder) noexcept {
    if (folder.type == FolderType::Private) return kShared;
    return folder.module == kInfostoreModule ? kUserInfostore : kPublic;
}
[[nodiscard]] constexpr bool isCollecting(FolderId folder) noexcept {
    return folder == kShared || folder == kPublic || folder == kUserInfostore;
}

/// The type as `user` sees it: other people's private folders look shared.
[[nodiscard]] constexpr FolderType typeFor(FolderType type, UserId owner, UserId user) noexcept {
    return type == FolderType::Private && owner != user ? FolderType::Shared : type;
}

/// Number of a module in clients older than its name, or 0.
[[nodiscard]] std::int64_t moduleNumber(std::string_view module) noexcept;
/// A module by name or by its old number; the text itself if it is neither known nor a number.
[[nodiscard]] std::string moduleFromText(std::string_view nameOrNumber);

/// Checks a name and takes spaces off both ends.
/// @param maxCharacters  Unicode characters
/// @return the name to store
/// @throws Error BadRequest if it is empty, too long, not UTF-8, "." or "..", or holds '/', '\' or control characters
[[nodiscard]] std::string checkedName(std::string_view name, std::int64_t maxCharacters);

}  // namespace groupware::folders
