#pragma once

#include "groupware/net/exchange.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace groupware::http {

/// The head of one part of a form. RFC 7578 section 4.
struct Part {
    std::string name;
    std::optional<std::string> fileName{};  ///< present for file parts; without directories
    std::string contentType = "text/plain";
};

struct MultipartLimits {
    std::size_t headerBytes = 8UL * 1024;  ///< of one part's header block
    std::size_t parts = 100;
};

/// Reads multipart/form-data while it arrives: parts in the order the client sends them, the content of each pulled
/// through a fixed buffer, so that a part may have any length.
///
///     MultipartReader reader(request.body(), request.header("Content-Type"), limits);
///     while (auto part = reader.next()) { part->fileName ? store(reader) : reader.readText(limit); }
class MultipartReader {
public:
    /// @throws Error BadRequest if `contentType` is not multipart with a boundary of 1 to 70 characters (RFC 2046
    ///         section 5.1.1)
    MultipartReader(net::RequestBody& body, std::string_view contentType, const MultipartLimits& limits);

    /// The next part, after skipping what is left of the current one; nothing after the last.
    /// @throws Error BadRequest for a part without a name or a body that ends early, TooLarge beyond a limit
    [[nodiscard]] std::optional<Part> next();

    /// Octets of the current part; 0 at its end. Line breaks belong to the content, the boundary's does not.
    /// @throws Error BadRequest if the body ends before the part does
    [[nodiscard]] std::size_t read(std::span<char> into);

    /// The rest of the current part.
    /// @throws Error TooLarge above `limit` octets
    [[nodiscard]] std::string readText(std::size_t limit);

private:
    void fill();
    [[nodiscard]] std::size_t contentAvailable();
    void skipPart();
    [[nodiscard]] bool takeDelimiter();
    [[nodiscard]] std::string takeLine(std::size_t limit);
    [[nodiscard]] Part readHead();

    net::RequestBody& body_;
    MultipartLimits limits_;
    std::string delimiter_;  ///< CRLF "--" boundary
    std::string buffer_;     ///< read from the body, not yet given out
    std::size_t parts_ = 0;
    bool bodyEnded_ = false;
    bool inPart_ = false;
    bool ended_ = false;
};

}  // namespace groupware::http
