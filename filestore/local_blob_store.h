#pragma once

#include "filestore/blob_store.h"
#include "filestore/file_system.h"
#include "filestore/identity.h"
#include "filestore/io_pool.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace filestore {

/// One registered `file://` filestore: a directory, its marker, its threads. Safe to call from any thread.
struct LocalFilestore {
    /// @param files  shared with operations that hang in the kernel when the program ends
    LocalFilestore(Identity mounted, std::filesystem::path root, std::shared_ptr<FileSystem> files,
                   const IoLimits& limits, std::int64_t freeFloorOctets)
        : identity(std::move(mounted)),
          directory(std::move(root)),
          fileSystem(std::move(files)),
          pool(limits),
          freeFloor(freeFloorOctets) {}

    const Identity identity;
    const std::filesystem::path directory;
    const std::shared_ptr<FileSystem> fileSystem;
    IoPool pool;
    std::atomic<std::int64_t> freeFloor;  ///< octets that stay free; may change
    std::atomic<std::uint64_t> octetsIn{0};
    std::atomic<std::uint64_t> octetsOut{0};
};

/// A context's directory in a LocalFilestore: finished blobs in `hashed/xx/yy/zz/`, unfinished ones in `incoming/`.
/// put() = write to incoming, fsync, rename, fsync of the directory.
class LocalBlobStore final : public BlobStore {
public:
    /// @param filestore  shared with the readers this object opens
    /// @param name       `<number>_ctx_store`
    /// @throws Error Internal for another name
    LocalBlobStore(std::shared_ptr<LocalFilestore> filestore, std::string_view name);

    [[nodiscard]] StoredBlob put(BlobSource& source, std::int64_t expected) override;
    [[nodiscard]] std::unique_ptr<BlobReader> open(std::string_view key) override;
    void remove(std::string_view key) override;
    [[nodiscard]] bool exists(std::string_view key) override;

    /// Removes what crashed uploads left in `incoming/`.
    /// @return the number of files removed
    int removeStale(std::chrono::system_clock::time_point olderThan);

    static constexpr std::size_t kPieceOctets =
        std::size_t{256} * 1024;  ///< what one operation reads or writes at most

private:
    std::shared_ptr<LocalFilestore> filestore_;
    std::filesystem::path directory_;
};

}  // namespace filestore
