#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace filestore {

/// Where the octets of a new blob come from. Pulled on the caller's thread.
class BlobSource {
public:
    virtual ~BlobSource() = default;
    /// @return octets stored in `into`, 0 at the end; may be fewer than fit
    /// @throws anything: the put is undone and the exception passes
    [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;
};

/// A blob that is safely stored. The key goes into exactly one row.
struct StoredBlob {
    std::string key;
    std::int64_t size = 0;
    std::string sha256;  ///< 32 octets
};

/// An open blob. Used by one thread at a time; stays readable while the blob is removed.
class BlobReader {
public:
    virtual ~BlobReader() = default;
    [[nodiscard]] virtual std::int64_t size() const noexcept = 0;
    /// Reads from `offset` until `into` is full or the blob ends.
    /// @return octets stored; less than `into.size()` only at the end
    /// @throws Error Unavailable
    [[nodiscard]] virtual std::size_t readAt(std::int64_t offset, std::span<char> into) = 0;
};

/// The blobs of one context. Blobs are immutable: written once, never changed. Safe to call from any thread; every
/// call returns within the filestore's timeout per step, also when the storage hangs.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// Stores all of `source`. When it returns, the blob survives a crash of this machine and of the storage; when it
    /// throws, nothing is left that anybody could find.
    /// @param expected  octets, if known: refuses before reading when they would not fit
    /// @throws Error QuotaExceeded if the filestore's free space would fall below its floor, Unavailable
    [[nodiscard]] virtual StoredBlob put(BlobSource& source, std::int64_t expected = 0) = 0;

    /// @throws Error NotFound (also for anything that is not a key), Unavailable
    [[nodiscard]] virtual std::unique_ptr<BlobReader> open(std::string_view key) = 0;

    /// Removes the blob now; no error if it is gone already. Services do not call it: they put the key into the trash
    /// (quota.h) in the transaction that drops the last reference.
    /// @throws Error BadRequest for anything that is not a key, Unavailable
    virtual void remove(std::string_view key) = 0;

    /// @throws Error Unavailable
    [[nodiscard]] virtual bool exists(std::string_view key) = 0;
};

/// Octets in memory as a source.
class MemorySource final : public BlobSource {
public:
    /// @param octets  must outlive this object
    explicit MemorySource(std::string_view octets) : rest_(octets) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = rest_.copy(into.data(), into.size());
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
};

}  // namespace filestore
