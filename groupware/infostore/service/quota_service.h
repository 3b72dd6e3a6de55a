#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/quota.h"
#include "groupware/base/caller.h"

namespace groupware::infostore {

/// How much room there is for files. Safe to call from any thread.
class QuotaService {
public:
    /// @param database  outlives this object
    explicit QuotaService(dbpool::ContextDatabase& database) : database_(database) {}

    /// Of the caller's whole context, whose users share it.
    /// @throws Error Unavailable
    [[nodiscard]] filestore::Usage usage(const Caller& caller) const;

private:
    dbpool::ContextDatabase& database_;
};

}  // namespace groupware::infostore
