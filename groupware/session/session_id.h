#pragma once

#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::session {

/// Names one session of the cluster: 4 octets of context id and 12 random ones, written as 32 lower-case hex digits.
/// The context inside says where the session's row is; it proves nothing.
class SessionId {
public:
    /// The highest context id that fits: no context may have a higher one, because nobody could log in to it.
    static constexpr std::int64_t kMaxContext = UINT32_MAX;

    /// @throws Error Internal for a context id below 0 or above kMaxContext
    [[nodiscard]] static SessionId create(ContextId context);
    /// Nothing for anything but 32 lower-case hex digits.
    [[nodiscard]] static std::optional<SessionId> parse(std::string_view hex);
    /// From its 16 octets, as stored.
    [[nodiscard]] static SessionId fromOctets(std::string octets) { return SessionId(std::move(octets)); }

    [[nodiscard]] ContextId context() const;
    [[nodiscard]] std::string hex() const;
    [[nodiscard]] const std::string& octets() const noexcept { return octets_; }
    friend bool operator==(const SessionId&, const SessionId&) = default;

private:
    explicit SessionId(std::string octets) : octets_(std::move(octets)) {}
    std::string octets_;
};

}  // namespace groupware::session
