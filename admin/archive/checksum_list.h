#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace admin::archive {

/// Lines as `sha256sum` writes them, kept in a temporary file that no name leads to: an archive may have millions of
/// entries. Used by one thread.
class ChecksumList {
public:
    /// @throws groupware::Error Unavailable if there is no room for temporary files
    ChecksumList();

    /// @param sha256  32 octets
    void add(std::string_view sha256, std::string_view path);
    /// Octets of all lines.
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }

    /// From here on the lines are read.
    void rewind();
    /// With its line feed; nothing at the end.
    [[nodiscard]] std::optional<std::string> line();

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> file_;
    std::int64_t size_ = 0;
};

}  // namespace admin::archive
