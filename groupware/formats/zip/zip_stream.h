#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace groupware::formats::zip {

/// A file on its way into an archive.
struct File {
    std::string name;           ///< UTF-8; any text, see ZipStream
    std::int64_t size = 0;      ///< octets
    std::int64_t modified = 0;  ///< seconds since 1970
    /// Reads until the span is full or the file ends; says how many octets.
    std::function<std::size_t(std::span<char>)> read;
};

/// A ZIP archive that is made while it is read (PKWARE APPNOTE 6.3; deflated, names in UTF-8), by libarchive. Holds a
/// piece of one file at a time. Used by one thread at a time.
///
/// Every file is at the top of the archive under a name of its own: what could lead elsewhere ("/", "\", "..") or is no
/// printable text is replaced by "_", and a name that is taken gets a number before its extension.
class ZipStream {
public:
    /// The next file, or nothing after the last.
    using Next = std::function<std::optional<File>()>;

    explicit ZipStream(Next next);
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    /// @return octets stored in `into`, 0 at the end
    /// @throws Error Internal if a file is not as long as it says, and what `next` and File::read throw
    [[nodiscard]] std::size_t read(std::span<char> into);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace groupware::formats::zip
