#pragma once

#include "groupware/base/caller.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/store/folder_reader.h"

#include <string_view>
#include <vector>

/// How the tree looks to one caller. Internal to folders.
namespace groupware::folders {

[[nodiscard]] Principals principalsOf(const Caller& caller);

[[nodiscard]] bool mayUseModule(const Caller& caller, std::string_view module);

/// What the caller's module access leaves of the rights that a folder's entries give him: nothing in folders of modules
/// that he may not use, in what others share from their private folders without "readcreatesharedfolders", and in the
/// global address book with "globaladdressbookdisabled"; reading only, in public folders but those for files, without
/// "editpublicfolders"; not the permissions of the fixed folders, without "publicfoldereditable".
[[nodiscard]] Rights effectiveRights(const Caller& caller, const Folder& folder, const Rights& granted);
/// The same of a list; what he may not even see leaves it.
[[nodiscard]] std::vector<AccessibleFolder> effective(std::vector<AccessibleFolder> folders, const Caller& caller);

/// @throws Error Forbidden if entries give others something in a private folder and the caller may not share those
void requireMayShare(const Caller& caller, FolderType type, UserId owner, const std::vector<Grant>& grants);
/// @throws Error Forbidden if the caller may not make folders of that type and module
void requireMayCreate(const Caller& caller, FolderType type, std::string_view module);

/// The folders directly below `parent` as `caller` sees them, their parent set to it; the caller's right to see
/// `parent` is not checked.
[[nodiscard]] std::vector<AccessibleFolder> childrenSeen(FolderReader& reader, const Caller& caller, FolderId parent);

/// All that the caller can see (`visible`), with the parents it sees them below.
[[nodiscard]] std::vector<AccessibleFolder> withParentsSeen(std::vector<AccessibleFolder> visible,
                                                            const Caller& caller);

/// As childrenSeen(), of those the caller can see at all (`visible`): for collecting folders.
[[nodiscard]] std::vector<AccessibleFolder> collected(std::vector<AccessibleFolder> visible, const Caller& caller,
                                                      FolderId parent);

/// Removes what the caller may not use, and other people's folders from "private".
void hideForeign(std::vector<AccessibleFolder>& folders, const Caller& caller);

/// The parent that the caller sees a folder below, if its stored parent is visible to him or not.
[[nodiscard]] FolderId parentSeen(const Folder& folder, const Caller& caller, bool parentVisible);

}  // namespace groupware::folders
