#pragma once

#include "admin/archive/checksum_list.h"
#include "admin/archive/tar_writer.h"
#include "admin/archive/zstd_stream.h"
#include "groupware/base/clock.h"
#include "groupware/base/crypto.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace admin::archive {

/// Name of the last entry.
inline constexpr std::string_view kSums = "SHA256SUMS";

/// Writes an archive front to back. Used by one thread.
class ArchiveWriter {
public:
    /// @param sink  takes the archive's octets in order; what it throws passes
    /// @param modified  the time that every entry has
    ArchiveWriter(Compressor::Sink sink, groupware::Instant modified);

    /// A whole entry.
    /// @throws groupware::Error BadRequest for a path that leads elsewhere
    void add(const std::string& path, std::string_view contents);

    /// An entry of which the contents come later.
    void begin(const std::string& path, std::int64_t size);
    void write(std::string_view octets);
    /// @return the SHA-256 of the entry, 32 octets
    /// @throws groupware::Error Internal if it has not the size that was announced
    std::string end();

    /// Writes the sums and the archive's ending; nothing may follow.
    void finish();

private:
    void beginUnlisted(const std::string& path, std::int64_t size);
    std::string endUnlisted();

    Compressor compressor_;
    TarWriter tar_;
    std::int64_t modified_;
    ChecksumList sums_;
    std::string path_;
    std::int64_t size_ = 0;
    std::int64_t written_ = 0;
    std::optional<groupware::crypto::Sha256> hash_;
};

}  // namespace admin::archive
