#include "groupware/http/percent.h"

#include "groupware/base/error.h"

#include <array>
#include <cstdint>
#include <optional>

namespace groupware::http {
namespace {

std::optional<unsigned> hexDigit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

bool isUnreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

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

std::string decodePercent(std::string_view text, PlusSign plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const auto high = i + 1 < text.size() ? hexDigit(text[i + 1]) : std::nullopt;
            const auto low = i + 2 < text.size() ? hexDigit(text[i + 2]) : std::nullopt;
            if (!high || !low)
                throw Error(ErrorCode::BadRequest, "broken percent escape", "The URL has a broken escape.");
            c = static_cast<char>(*high * 16 + *low);
            i += 2;
        } else if (c == '+' && plus == PlusSign::Space) {
            c = ' ';
        }
        if (c == '\0') throw Error(ErrorCode::BadRequest, "NUL in URL or form", "The URL contains NUL.");
        decoded += c;
    }
    if (!isUtf8(decoded)) throw Error(ErrorCode::BadRequest, "URL or form is not UTF-8", "The URL is not UTF-8.");
    return decoded;
}

std::string encodePercent(std::string_view text) {
    constexpr std::array<char, 17> kHex{"0123456789ABCDEF"};
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c)) {
            encoded += c;
        } else {
            const auto octet = static_cast<std::uint8_t>(c);
            encoded += '%';
            encoded += kHex[octet / 16U];
            encoded += kHex[octet % 16U];
        }
    }
    return encoded;
}

void parseParameters(std::string_view encoded, std::size_t maxCount, Parameters& into) {
    while (!encoded.empty()) {
        const auto end = encoded.find('&');
        const auto pair = encoded.substr(0, end);
        encoded.remove_prefix(end == std::string_view::npos ? encoded.size() : end + 1);
        if (pair.empty()) continue;
        if (into.size() >= maxCount) {
            throw Error(ErrorCode::TooLarge, "more parameters than http.parameters",
                        "The request has too many parameters.");
        }
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        into.emplace(decodePercent(pair.substr(0, equals), PlusSign::Space), decodePercent(value, PlusSign::Space));
    }
}

}  // namespace groupware::http
