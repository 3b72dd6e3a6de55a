#pragma once

#include "dbpool/configdb/filestore_registry.h"
#include "filestore/identity.h"

namespace admin {

/// What the marker on the storage of `store` has to say.
[[nodiscard]] inline filestore::Identity identityOf(const dbpool::RegisteredFilestore& store) {
    return {.id = store.id, .number = store.mark, .unmarked = store.unmarked};
}

}  // namespace admin
