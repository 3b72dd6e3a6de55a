#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Tar archives of regular files. POSIX.1-2017, pax, "ustar Interchange Format" and "pax Header Block". Used by one
/// thread.
namespace groupware::formats::tar {

/// What header and contents are filled up to.
inline constexpr std::size_t kBlockOctets = 512;
/// Longest path of an entry.
inline constexpr std::size_t kMaxPathOctets = 4096;

/// A regular file, readable by its owner only.
struct Entry {
    std::string path{};         ///< relative, with '/', UTF-8
    std::int64_t size = 0;      ///< octets
    std::int64_t modified = 0;  ///< seconds since 1970
};

/// True for a path that stays where it is unpacked: relative, without empty segments, "." and "..", UTF-8 without
/// control characters and backslashes, at most kMaxPathOctets.
[[nodiscard]] bool isSafePath(std::string_view path);

/// What stands before the contents.
/// @throws Error BadRequest if isSafePath() is false or a number is negative
[[nodiscard]] std::string header(const Entry& entry);
/// What stands behind contents of `size` octets.
[[nodiscard]] std::string padding(std::int64_t size);
/// What stands behind the last entry.
[[nodiscard]] std::string ending();

/// Reads an archive front to back, holding one header.
class Reader {
public:
    /// Stores octets in the span and says how many; 0 at the end. What it throws passes.
    using Source = std::function<std::size_t(std::span<char>)>;

    explicit Reader(Source source) : source_(std::move(source)) {}

    /// The next entry; what was not read of the one before is skipped. Nothing at the archive's ending.
    /// @throws Error BadRequest if the archive is broken or cut off, or has other things than files with safe paths
    [[nodiscard]] std::optional<Entry> next();
    /// Contents of the entry. @return octets stored, 0 at their end
    /// @throws Error BadRequest if the archive is cut off
    [[nodiscard]] std::size_t read(std::span<char> into);

private:
    /// What an extended header says about the entry behind it.
    struct Extended {
        std::optional<std::string> path{};
        std::optional<std::int64_t> size{};
    };

    [[nodiscard]] std::string exactly(std::size_t octets);
    [[nodiscard]] std::optional<std::string> block();
    [[nodiscard]] Extended extended(std::string_view header);
    void skip();

    Source source_;
    std::int64_t rest_ = 0;    ///< of the contents
    std::size_t padding_ = 0;  ///< behind them
    bool ended_ = false;
};

}  // namespace groupware::formats::tar
