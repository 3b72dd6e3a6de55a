#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/folders/folder.h"

#include <cstdint>
#include <map>
#include <set>
#include <string_view>

namespace groupware::folders {

/// The default folders of a module of several users; those who have none are absent. One statement for 512 of them.
[[nodiscard]] std::map<UserId, FolderId> defaultFolders(dbpool::ReadSession& session,
                                                        const std::set<std::int64_t>& users, StandardFolder standard,
                                                        std::string_view module);

}  // namespace groupware::folders
