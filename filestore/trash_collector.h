#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/local_directory.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"

namespace filestore {

/// Removes what nothing refers to any more: blobs whose trash row is older than the grace time, and temporary files of
/// uploads that crashed. Safe to call from any thread and from several nodes at once.
class TrashCollector {
public:
    struct Outcome {
        int blobs = 0;
        int temporaries = 0;
    };

    /// All must outlive this object.
    TrashCollector(dbpool::ContextDatabase& database, LocalDirectory& directory, const groupware::Clock& clock,
                   const groupware::ConfigurationSource& configuration);

    /// One context. Holds no transaction while it deletes files: the file goes first, then its row, so a crash in
    /// between only repeats the work.
    /// @throws Error Unavailable if the filestore or the database is down
    Outcome collect(groupware::ContextId context);

private:
    dbpool::ContextDatabase& database_;
    LocalDirectory& directory_;
    const groupware::Clock& clock_;
    const groupware::ConfigurationSource& configuration_;
};

}  // namespace filestore
