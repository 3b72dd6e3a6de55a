#pragma once

#include "groupware/folders/folder.h"

#include <cstdint>
#include <string_view>
#include <vector>

/// What may be where in the tree, and who must keep which rights. Pure.
namespace groupware::folders {

/// What a folder becomes by its place.
struct Place {
    FolderType type = FolderType::Public;
    UserId owner;
    friend constexpr bool operator==(const Place&, const Place&) = default;
};

/// Type and owner of a folder of `module` that `creator` puts below `parent`. Below "private" folders are their
/// creator's; inside a private or trash folder everything is its owner's; files live in the infostore's tree and
/// nothing else does.
/// @throws Error BadRequest if `parent` takes no folders, or none of that module
[[nodiscard]] Place placeBelow(const Folder& parent, std::string_view module, UserId creator);

/// A folder has a name of its own among the folders of its parent and module; in "private" only among its owner's.
[[nodiscard]] constexpr std::int64_t nameScope(const Place& place) noexcept {
    return place.type == FolderType::Private ? place.owner.value : 0;
}

/// Sorts the entries, joins those of the same grantee, drops those that allow nothing.
/// @throws Error BadRequest if more than `maxGrants` remain, nobody remains admin, or, in a private folder, its owner
/// is
///         not admin or somebody else is
[[nodiscard]] std::vector<Grant> checkedGrants(const std::vector<Grant>& grants, const Place& place,
                                               std::int64_t maxGrants);

/// The entries of a new folder whose creator named none: those of its parent, and its owner has all rights. Below a
/// system folder its owner alone.
[[nodiscard]] std::vector<Grant> inheritedGrants(const Folder& parent, const std::vector<Grant>& parentGrants,
                                                 const Place& place);

}  // namespace groupware::folders
