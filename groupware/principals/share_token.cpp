#include "groupware/principals/share_token.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <cstdint>

namespace groupware::principals {
namespace {

constexpr std::size_t kContextOctets = 4;
constexpr std::size_t kHexDigits = 2 * (kContextOctets + ShareToken::kSecretOctets);

bool isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

std::optional<ShareToken> ShareToken::parse(std::string_view hex) {
    if (hex.size() != kHexDigits || !std::all_of(hex.begin(), hex.end(), isLowerHex)) return std::nullopt;
    return ShareToken(crypto::fromHex(hex));
}

ContextId ShareToken::context() const {
    std::int64_t id = 0;
    for (std::size_t i = 0; i < kContextOctets; ++i) id = id << 8 | static_cast<unsigned char>(octets_[i]);
    return {id};
}

std::string ShareToken::hex() const {
    return crypto::toHex(octets_);
}

std::string ShareToken::hash() const {
    return crypto::sha256(octets_);
}

ShareTokens::ShareTokens(std::string_view clusterKey)
    : key_(crypto::hmacSha256(clusterKey, "principals.share_token")) {}

std::string ShareTokens::newSeed() {
    return crypto::randomBytes(kSeedOctets);
}

ShareToken ShareTokens::of(ContextId context, std::string_view seed) const {
    if (context.value < 0 || context.value > UINT32_MAX) {
        throw Error(ErrorCode::Internal, "a context id that fits no share token");
    }
    std::string octets;
    for (int shift = 24; shift >= 0; shift -= 8) octets.push_back(static_cast<char>(context.value >> shift & 0xFF));
    // The context is part of what is signed: an imported copy of a context has other links.
    const auto secret = crypto::hmacSha256(key_, octets + std::string(seed));
    return ShareToken(octets + secret.substr(0, ShareToken::kSecretOctets));
}

}  // namespace groupware::principals
