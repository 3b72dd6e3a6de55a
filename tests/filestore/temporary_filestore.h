#pragma once

#include "filestore/local_blob_store.h"
#include "filestore/marker.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <latch>
#include <memory>
#include <string>

namespace filestore::test {

/// A registered filestore in a temporary directory, with the store of context 7.
class TemporaryFilestore {
public:
    explicit TemporaryFilestore(std::shared_ptr<FileSystem> files = std::make_shared<PosixFileSystem>(),
                                const IoLimits& limits = {}, std::int64_t freeFloor = 0)
        : top_(std::filesystem::temp_directory_path() /
               ("yoke-filestore-" + std::to_string(::getpid()) + "-" + std::to_string(next()))) {
        std::filesystem::create_directories(root());
        PosixFileSystem plain;
        initialize(plain, uri(), identity());
        filestore_ = std::make_shared<LocalFilestore>(identity(), root(), std::move(files), limits, freeFloor);
        store_ = std::make_unique<LocalBlobStore>(filestore_, "7_ctx_store");
    }
    ~TemporaryFilestore() {
        store_.reset();
        filestore_.reset();
        std::filesystem::remove_all(top_);
    }
    TemporaryFilestore(const TemporaryFilestore&) = delete;
    TemporaryFilestore& operator=(const TemporaryFilestore&) = delete;

    static constexpr groupware::FilestoreId kId{3};
    static Identity identity() { return {.id = kId, .number = std::string(16, 'n')}; }
    [[nodiscard]] std::filesystem::path root() const { return top_ / "mounted"; }
    [[nodiscard]] std::string uri() const { return "file://" + root().string(); }
    [[nodiscard]] std::filesystem::path context() const { return root() / "7_ctx_store"; }
    [[nodiscard]] LocalBlobStore& store() { return *store_; }
    [[nodiscard]] LocalFilestore& filestore() { return *filestore_; }

    /// What is left when a mount goes: an empty directory.
    void unmount() {
        std::filesystem::rename(root(), top_ / "away");
        std::filesystem::create_directory(root());
    }
    void mount() {
        std::filesystem::remove(root());
        std::filesystem::rename(top_ / "away", root());
    }
    /// Files below the mount point, without the marker. Waits for clean-up under way.
    [[nodiscard]] std::size_t files() {
        filestore_->pool.run([] { return 0; });
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root())) {
            if (entry.is_regular_file() && entry.path().filename() != kMarkerName) ++count;
        }
        return count;
    }

    /// Returns when everything posted so far is done: when each of the I/O threads has come to something after it.
    void settle(int threads) {
        // Shared with the threads: they may still look at it when this function has returned.
        auto all = std::make_shared<std::latch>(threads);
        for (int i = 0; i < threads; ++i) filestore_->pool.post([all] { all->arrive_and_wait(); });
        all->wait();
    }

private:
    static int next() {
        static std::atomic<int> number{0};
        return ++number;
    }

    std::filesystem::path top_;
    std::shared_ptr<LocalFilestore> filestore_;
    std::unique_ptr<LocalBlobStore> store_;
};

}  // namespace filestore::test
