#include "groupware/session/session_id.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

#include <algorithm>

namespace groupware::session {
namespace {

constexpr std::size_t kContextOctets = 4;
constexpr std::size_t kRandomOctets = 12;
constexpr std::size_t kHexDigits = 2 * (kContextOctets + kRandomOctets);

bool isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

SessionId SessionId::create(ContextId context) {
    if (context.value < 0 || context.value > kMaxContext) {
        throw Error(ErrorCode::Internal, "context id beyond 32 bits");
    }
    std::string octets;
    for (int shift = 24; shift >= 0; shift -= 8) octets += static_cast<char>((context.value >> shift) & 0xFF);
    return SessionId(octets + crypto::randomBytes(kRandomOctets));
}

std::optional<SessionId> SessionId::parse(std::string_view hex) {
    if (hex.size() != kHexDigits || !std::all_of(hex.begin(), hex.end(), isLowerHex)) return std::nullopt;
    return SessionId(crypto::fromHex(hex));
}

ContextId SessionId::context() const {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < kContextOctets; ++i) value = (value << 8) | static_cast<unsigned char>(octets_[i]);
    return ContextId{value};
}

std::string SessionId::hex() const {
    return crypto::toHex(octets_);
}

}  // namespace groupware::session
