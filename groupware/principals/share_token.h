#pragma once

#include "groupware/base/ids.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::principals {

/// What a link consists of: 4 octets of context id and 20 that nobody can guess, written as 48 hex digits.
class ShareToken {
public:
    static constexpr std::size_t kSecretOctets = 20;

    /// Nothing for anything but 48 lower-case hex digits.
    [[nodiscard]] static std::optional<ShareToken> parse(std::string_view hex);

    [[nodiscard]] ContextId context() const;
    [[nodiscard]] std::string hex() const;
    /// What is stored of it.
    [[nodiscard]] std::string hash() const;
    friend bool operator==(const ShareToken&, const ShareToken&) = default;

private:
    friend class ShareTokens;
    explicit ShareToken(std::string octets) : octets_(std::move(octets)) {}
    std::string octets_;
};

/// Makes the tokens of links. A token is the HMAC of a stored random seed under a key that is not in the context's
/// database: who shares a folder can be told its link again, and who reads the database or a backup learns no link.
class ShareTokens {
public:
    static constexpr std::size_t kSeedOctets = 16;

    explicit ShareTokens(std::string_view clusterKey);

    [[nodiscard]] static std::string newSeed();
    /// @throws Error Internal for a context id beyond 32 bits
    [[nodiscard]] ShareToken of(ContextId context, std::string_view seed) const;

private:
    std::string key_;
};

}  // namespace groupware::principals
