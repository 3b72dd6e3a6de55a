#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"
#include "groupware/sync/change.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace groupware::sync {

/// An object that is not in its folder any more.
struct LeftObject {
    FolderId folder{};
    std::int64_t object = 0;
    std::string_view name{};  ///< of the resource
};

/// addTombstone() for many of one kind, in few statements.
void addTombstones(dbpool::WriteTransaction& transaction, Kind kind, std::span<const LeftObject> objects);

}  // namespace groupware::sync
