#pragma once

#include "admin/archive/checksum_list.h"
#include "admin/archive/entry.h"
#include "admin/archive/tar_reader.h"
#include "admin/archive/zstd_stream.h"
#include "groupware/base/crypto.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace admin::archive {

/// How much of an archive is read before it is refused.
struct ArchiveLimits {
    std::int64_t entries = 0;
    std::int64_t octets = 0;  ///< of all contents, unpacked
};

/// Reads an archive that nobody trusts, front to back, and checks the sum of every entry. Used by one thread.
/// Every function throws groupware::Error BadRequest, saying what is wrong, for an archive that is damaged, cut off or
/// none at all, and TooLarge beyond the limits.
class ArchiveReader {
public:
    ArchiveReader(Decompressor::Source source, const ArchiveLimits& limits);

    /// The next entry. Nothing after the last one: then all sums were right.
    [[nodiscard]] std::optional<Entry> next();
    /// Contents of the entry. @return octets stored, 0 at their end
    [[nodiscard]] std::size_t read(std::span<char> into);
    /// All contents of the entry.
    /// @throws groupware::Error TooLarge beyond `limit` octets
    [[nodiscard]] std::string text(std::int64_t limit);

private:
    void finishEntry();
    void compareSums();
    [[nodiscard]] std::optional<std::string> sumLine();

    ArchiveLimits limits_;
    Decompressor decompressor_;
    TarReader tar_;
    ChecksumList sums_;
    Entry entry_;
    std::optional<groupware::crypto::Sha256> hash_;  ///< of the entry, while there is one
    std::string pending_;                            ///< of the sums, read and not compared yet
    std::int64_t entries_ = 0;
    std::int64_t octets_ = 0;
    bool ended_ = false;
};

}  // namespace admin::archive
