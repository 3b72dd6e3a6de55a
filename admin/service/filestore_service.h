#pragma once

#include "admin/service/cluster.h"
#include "dbpool/configdb/filestore_registry.h"
#include "filestore/file_system.h"

#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// Provisioning of filestores. Safe to call from any thread.
class FilestoreService {
public:
    /// Both must outlive this object.
    FilestoreService(const Cluster& cluster, filestore::FileSystem& files) : cluster_(cluster), files_(files) {}

    struct Added {
        groupware::FilestoreId id;
        bool found = false;  ///< it was registered before
    };
    /// Registers the directory, seen from this machine, and marks it as mounted. A registration that was interrupted
    /// before the mark is completed by repeating it.
    /// @param store          without id
    /// @param ifNonexistent  an existing registration is no error
    /// @throws AdminError InvalidData
    Added add(const dbpool::RegisteredFilestore& store, bool ifNonexistent);
    void change(groupware::FilestoreId filestore, const dbpool::FilestoreChange& change);
    void remove(groupware::FilestoreId filestore);
    [[nodiscard]] std::vector<dbpool::RegisteredFilestore> list(std::string_view pattern);
    /// @throws AdminError InvalidData
    [[nodiscard]] dbpool::RegisteredFilestore find(groupware::FilestoreId filestore);

    /// Gives markers that were written before filestores had numbers theirs. One that is not mounted here is left for
    /// the next call and logged.
    /// @throws groupware::Error Unavailable if the config DB does not answer
    void markUnmarked();

private:
    void mark(const dbpool::RegisteredFilestore& store);

    const Cluster& cluster_;
    filestore::FileSystem& files_;
};

}  // namespace admin
