#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/folders/folder.h"

#include <cstdint>
#include <set>
#include <span>
#include <vector>

/// Permission entries of guests. One statement for 512 of those that are asked for, none for none.
namespace groupware::folders {

/// The guests that one of `folders` names.
[[nodiscard]] std::vector<std::int64_t> guestsNamedIn(dbpool::ReadSession& session, std::span<const FolderId> folders);

/// Those of `guests` that some folder names.
[[nodiscard]] std::set<std::int64_t> namedAnywhere(dbpool::ReadSession& session, std::span<const std::int64_t> guests);

}  // namespace groupware::folders
