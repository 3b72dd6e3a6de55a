#pragma once

#include "groupware/api/columns.h"
#include "groupware/folders/service/folder_service.h"

#include <functional>
#include <string>

namespace groupware::folders::api {

// Columns whose values cost a statement.
inline constexpr int kSubfoldersColumn = 304;
inline constexpr int kPermissionsColumn = 306;
inline constexpr int kSubscribedColumn = 314;
inline constexpr int kUsedForSyncColumn = 321;
inline constexpr int kTotalColumn = 309;
inline constexpr int kSubscribedSubfoldersColumn = 315;
inline constexpr int kExtendedPermissionsColumn = 3060;

/// The token of a guest's link.
using TokenOf = std::function<std::string(ContextId, const principals::Guest&)>;

/// The fields of a folder with their numbers and names.
[[nodiscard]] groupware::api::ColumnSet<FolderView> folderColumns(TokenOf tokenOf = nullptr);

}  // namespace groupware::folders::api
