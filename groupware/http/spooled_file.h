#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace groupware::http {

/// What a client sent, in a file of this node, to be read at any place: for what is too long to be held and cannot be
/// worked on before its end is there. The file has no name and is gone with this object, also after a crash. Written
/// and then read by one thread.
class SpooledFile {
public:
    /// @throws Error Unavailable
    explicit SpooledFile(const std::string& directory);
    ~SpooledFile();
    SpooledFile(SpooledFile&& other) noexcept;
    SpooledFile& operator=(SpooledFile&&) = delete;

    /// @throws Error Unavailable if there is no room
    void append(std::span<const char> octets);
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// Fills `into` from that offset on.
    /// @throws Error Internal beyond the end, or if the disk fails
    void read(std::uint64_t at, std::span<char> into) const;

private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace groupware::http
