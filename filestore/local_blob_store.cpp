#include "filestore/local_blob_store.h"

#include "filestore/blob_key.h"
#include "filestore/local_upload.h"
#include "filestore/marker.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace filestore {
namespace {

using groupware::Error;
using groupware::ErrorCode;

/// Reads until `piece` is full or the source ends.
std::size_t fill(BlobSource& source, std::vector<char>& piece) {
    std::size_t filled = 0;
    while (filled < piece.size()) {
        const auto count = source.read(std::span(piece).subspan(filled));
        if (count == 0) break;
        filled += count;
    }
    return filled;
}

class LocalBlobReader final : public BlobReader {
public:
    LocalBlobReader(std::shared_ptr<LocalFilestore> filestore, std::shared_ptr<File> file, std::int64_t size)
        : filestore_(std::move(filestore)), file_(std::move(file)), size_(size) {}

    ~LocalBlobReader() override {
        // A close can hang like any other call.
        filestore_->pool.post([file = std::move(file_)] {});
    }
    LocalBlobReader(const LocalBlobReader&) = delete;
    LocalBlobReader& operator=(const LocalBlobReader&) = delete;

    std::int64_t size() const noexcept override { return size_; }

    std::size_t readAt(std::int64_t offset, std::span<char> into) override {
        std::size_t done = 0;
        while (done < into.size()) {
            const auto wanted = std::min(into.size() - done, LocalBlobStore::kPieceOctets);
            // The thread fills a buffer of its own: after a timeout `into` is gone.
            const auto piece =
                filestore_->pool.run([file = file_, at = offset + static_cast<std::int64_t>(done), wanted] {
                    std::vector<char> octets(wanted);
                    octets.resize(file->readAt(at, octets));
                    return octets;
                });
            std::copy(piece.begin(), piece.end(), into.begin() + static_cast<std::ptrdiff_t>(done));
            done += piece.size();
            filestore_->octetsOut += piece.size();
            if (piece.size() < wanted) break;
        }
        return done;
    }

private:
    std::shared_ptr<LocalFilestore> filestore_;  // shared with the store that opened this
    std::shared_ptr<File> file_;                 // shared with a read that hangs
    std::int64_t size_;
};

/// Gives an unfinished upload to the I/O threads to clean up, whatever happened.
class UploadGuard {
public:
    UploadGuard(IoPool& pool, std::shared_ptr<LocalUpload> upload) : pool_(pool), upload_(std::move(upload)) {}
    ~UploadGuard() {
        if (!upload_) return;
        upload_->abandon();
        pool_.post([upload = std::move(upload_)]() mutable { upload.reset(); });
    }
    UploadGuard(const UploadGuard&) = delete;
    UploadGuard& operator=(const UploadGuard&) = delete;
    void finished() { upload_.reset(); }
    [[nodiscard]] const std::shared_ptr<LocalUpload>& upload() const { return upload_; }

private:
    IoPool& pool_;
    std::shared_ptr<LocalUpload> upload_;  // shared with the step that runs on an I/O thread
};

}  // namespace

LocalBlobStore::LocalBlobStore(std::shared_ptr<LocalFilestore> filestore, std::string_view name)
    : filestore_(std::move(filestore)), directory_(filestore_->directory / name) {
    if (!isStoreName(name)) throw Error(ErrorCode::Internal, "not a context's filestore name: " + std::string(name));
}

StoredBlob LocalBlobStore::put(BlobSource& source, std::int64_t expected) {
    auto& pool = filestore_->pool;
    UploadGuard guard(pool, std::make_shared<LocalUpload>(LocalUpload::Place{.files = filestore_->fileSystem,
                                                                             .filestore = filestore_->identity,
                                                                             .root = filestore_->directory,
                                                                             .context = directory_,
                                                                             .freeFloor = filestore_->freeFloor}));
    std::vector<char> piece(kPieceOctets);
    const bool big = expected > static_cast<std::int64_t>(kPieceOctets);
    // A big body is refused before it is read; a small one takes a single trip to the I/O threads.
    if (big) pool.run([upload = guard.upload(), expected] { upload->begin(expected); });
    bool begun = big;
    while (true) {
        const auto count = fill(source, piece);
        const bool last = count < piece.size();
        std::vector<char> octets(last ? piece.begin() : piece.end(),
                                 piece.begin() + static_cast<std::ptrdiff_t>(count));
        if (!last) octets.swap(piece);
        const auto stepOctets = octets.size();
        auto step = [upload = guard.upload(), octets = std::move(octets), begun, last, expected] {
            if (!begun) upload->begin(std::max(expected, static_cast<std::int64_t>(octets.size())));
            upload->write(octets);
            return last ? upload->finish() : StoredBlob{};
        };
        auto stored = pool.run(std::move(step));
        filestore_->octetsIn += stepOctets;
        begun = true;
        if (last) {
            guard.finished();
            return stored;
        }
        piece.resize(kPieceOctets);
    }
}

std::unique_ptr<BlobReader> LocalBlobStore::open(std::string_view key) {
    if (!isBlobKey(key)) throw Error(ErrorCode::NotFound, "not a blob key");
    struct Opened {
        std::shared_ptr<File> file;  // shared with reads that hang
        std::int64_t size = 0;
    };
    auto opened = filestore_->pool.run([files = filestore_->fileSystem, root = filestore_->directory,
                                        identity = filestore_->identity, path = directory_ / key] {
        Opened result{.file = files->open(path)};
        if (result.file) {
            result.size = result.file->size();
        } else {
            verify(*files, root, identity);  // is it the blob that is missing, or all of them?
        }
        return result;
    });
    if (!opened.file) throw Error(ErrorCode::NotFound, "no blob " + std::string(key));
    return std::make_unique<LocalBlobReader>(filestore_, std::move(opened.file), opened.size);
}

void LocalBlobStore::remove(std::string_view key) {
    if (!isBlobKey(key)) throw Error(ErrorCode::BadRequest, "not a blob key");
    filestore_->pool.run([files = filestore_->fileSystem, root = filestore_->directory, identity = filestore_->identity,
                          path = directory_ / key] {
        verify(*files, root, identity);
        files->remove(path);
    });
}

bool LocalBlobStore::exists(std::string_view key) {
    if (!isBlobKey(key)) return false;
    return filestore_->pool.run([files = filestore_->fileSystem, root = filestore_->directory,
                                 identity = filestore_->identity, path = directory_ / key] {
        if (files->open(path)) return true;
        verify(*files, root, identity);
        return false;
    });
}

int LocalBlobStore::removeStale(std::chrono::system_clock::time_point olderThan) {
    return filestore_->pool.run([files = filestore_->fileSystem, root = filestore_->directory,
                                 identity = filestore_->identity, incoming = directory_ / "incoming", olderThan] {
        verify(*files, root, identity);
        int removed = 0;
        for (const auto& entry : files->list(incoming)) {
            if (entry.modified >= olderThan) continue;
            files->remove(incoming / entry.name);
            ++removed;
        }
        return removed;
    });
}

}  // namespace filestore
