#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What mail servers answer. RFC 5321 section 4.2. Pure.
namespace groupware::smtp {

/// Longest reply that is read, in octets. RFC 5321 section 4.5.3.1.5 has 512 for a line, and servers' answers to EHLO
/// have a dozen.
inline constexpr std::size_t kMaxReplyOctets = std::size_t{64} << 10U;

struct Reply {
    int code = 0;                      ///< 200 to 599
    std::vector<std::string> lines{};  ///< what stands after the code; at least one

    /// RFC 3463 section 2, for example "5.1.1"; empty if the server named none.
    [[nodiscard]] std::string enhancedStatus() const;
    /// Code and texts in one short line of printable ASCII.
    [[nodiscard]] std::string inOneLine() const;
    /// Of an answer to EHLO: the parameters of an extension, for example of AUTH "PLAIN LOGIN"; nothing if the server
    /// does not have it. RFC 5321 section 4.1.1.1.
    [[nodiscard]] std::optional<std::string> extension(std::string_view keyword) const;
};

/// Puts one reply together, however its octets come in pieces.
class ReplyReader {
public:
    /// @return how many octets were taken: fewer than there are only if the reply is complete
    /// @throws Error Unavailable for what is no reply, or too long a one
    std::size_t take(std::string_view octets);
    [[nodiscard]] bool complete() const noexcept { return complete_; }
    /// Once it is complete.
    [[nodiscard]] const Reply& reply() const noexcept { return reply_; }

private:
    void takeLine();

    Reply reply_;
    std::string line_;  ///< as far as it is there
    std::size_t octets_ = 0;
    bool complete_ = false;
};

}  // namespace groupware::smtp
