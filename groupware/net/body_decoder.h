#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace groupware::net {

/// Bounds of chunked coding beside the data; see options.h.
struct ChunkLimits {
    std::size_t lineBytes = 0;     ///< a chunk's size with its extensions, or one trailer field
    std::size_t trailerBytes = 0;  ///< all trailer fields
};

/// Takes an HTTP/1.1 request body apart: plain octets of a known length, or chunked coding. RFC 9112 sections 6
/// and 7.1.
class BodyDecoder {
public:
    /// A body of `octets`; 0 is none.
    [[nodiscard]] static BodyDecoder ofLength(std::uint64_t octets);
    [[nodiscard]] static BodyDecoder chunked(const ChunkLimits& limits);

    /// Decodes from the front of `in` until `in`, the body or the room ends.
    ///
    /// @param out  gets the octets, appended
    /// @param room at most so many octets are appended
    /// @return octets of `in` consumed
    /// @throws Error BadRequest for a chunk that is none
    std::size_t feed(std::string_view in, std::string& out, std::size_t room);

    [[nodiscard]] bool done() const noexcept { return state_ == State::Done; }
    /// Octets decoded so far.
    [[nodiscard]] std::uint64_t decoded() const noexcept { return decoded_; }
    /// Octets still to come in plain coding, or in this chunk.
    [[nodiscard]] std::uint64_t remaining() const noexcept { return remaining_; }
    [[nodiscard]] bool isChunked() const noexcept { return chunked_; }
    /// `octets` of the body were read past this decoder. Only for a plain body, up to remaining().
    void skip(std::uint64_t octets);

private:
    enum class State { Data, SizeLine, DataEnd, Trailer, Done };

    std::size_t data(std::string_view in, std::string& out, std::size_t room);
    std::size_t line(std::string_view in);
    void endLine();
    void sizeLine();

    State state_ = State::Done;
    bool chunked_ = false;
    ChunkLimits limits_;
    std::uint64_t remaining_ = 0;
    std::uint64_t decoded_ = 0;
    std::size_t trailerBytes_ = 0;
    std::string line_;  ///< part of a size or trailer line
};

}  // namespace groupware::net
