#include "groupware/base/utf8.h"

#include <cstddef>

namespace groupware {
namespace {

/// Octets of the sequence that `lead` begins, or 0.
std::size_t sequenceLength(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

/// The second octet carries what makes a form overlong, a surrogate or too large. RFC 3629 section 4.
bool isSecondOctet(unsigned char lead, unsigned char second) {
    switch (lead) {
        case 0xE0: return second >= 0xA0 && second <= 0xBF;
        case 0xED: return second >= 0x80 && second <= 0x9F;
        case 0xF0: return second >= 0x90 && second <= 0xBF;
        case 0xF4: return second >= 0x80 && second <= 0x8F;
        default: return second >= 0x80 && second <= 0xBF;
    }
}

bool isSequence(std::string_view sequence) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
    if (sequence.size() > 1 && !isSecondOctet(octet(0), octet(1))) return false;
    for (std::size_t i = 2; i < sequence.size(); ++i) {
        if ((octet(i) & 0xC0U) != 0x80U) return false;
    }
    return true;
}

}  // namespace

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequenceLength(static_cast<unsigned char>(text.front()));
        if (length == 0 || length > text.size() || !isSequence(text.substr(0, length))) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace groupware
