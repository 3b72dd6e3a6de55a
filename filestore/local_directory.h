#pragma once

#include "filestore/directory.h"
#include "filestore/local_blob_store.h"
#include "groupware/base/configuration_source.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace filestore {

/// One filestore as this node found it, since it was first used here.
struct FilestoreStatus {
    groupware::FilestoreId id;
    bool available = true;         ///< IoPool::available()
    bool working = true;           ///< IoPool::working()
    std::uint64_t operations = 0;  ///< I/O operations asked for
    std::uint64_t failures = 0;    ///< of these: refused, timed out, or failed in the storage
    std::uint64_t octetsIn = 0;
    std::uint64_t octetsOut = 0;
};

/// The `file://` filestores, each opened once with its own threads.
class LocalDirectory final : public FilestoreDirectory {
public:
    using PlaceOf = std::function<ContextPlace(groupware::ContextId)>;

    /// @param placeOf  from the config DB, cached there: called per request
    /// @param configuration  outlives this object; the free-space floor is asked per request, the rest now
    /// @param files    shared with operations that hang in the kernel when the program ends
    LocalDirectory(PlaceOf placeOf, const groupware::ConfigurationSource& configuration,
                   std::shared_ptr<FileSystem> files = std::make_shared<PosixFileSystem>());

    [[nodiscard]] std::unique_ptr<BlobStore> storeOf(groupware::ContextId context) override;
    /// As storeOf(), for housekeeping.
    [[nodiscard]] std::unique_ptr<LocalBlobStore> localStoreOf(groupware::ContextId context);

    /// Tries each of them on its own threads, now and then: see IoPool::attempt(). Returns at once; status() tells.
    void attempt() const;
    /// Those that contexts were served from, by id: for /ready and /metrics. Touches no storage.
    [[nodiscard]] std::vector<FilestoreStatus> status() const;

private:
    [[nodiscard]] std::shared_ptr<LocalFilestore> filestoreOf(const ContextPlace& place);

    PlaceOf placeOf_;
    IoLimits limits_;
    const groupware::ConfigurationSource& configuration_;
    std::shared_ptr<FileSystem> files_;
    mutable std::mutex mutex_;
    std::map<groupware::FilestoreId, std::shared_ptr<LocalFilestore>> open_;  // guarded by mutex_; shared with stores
};

}  // namespace filestore
