#include "groupware/formats/encoding/quoted_printable.h"

#include <cstddef>
#include <cstdint>

namespace groupware::formats::encoding {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

/// -1 for what is no hexadecimal digit.
int digitOf(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/// Length of the soft break that begins at `at`, or 0.
std::size_t softBreakAt(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest.starts_with("=\r\n")) return 3;
    return rest.starts_with("=\n") ? 2 : 0;
}

void appendCode(std::string& out, char c) {
    const auto octet = static_cast<std::uint8_t>(c);
    out += '=';
    out += kDigits[octet >> 4U];
    out += kDigits[octet & 15U];
}

}  // namespace

std::string decodeQuotedPrintable(std::string_view text) {
    std::string octets;
    octets.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            octets += text[i];
        } else if (const auto length = softBreakAt(text, i); length > 0) {
            i += length - 1;
        } else if (i + 2 < text.size() && digitOf(text[i + 1]) >= 0 && digitOf(text[i + 2]) >= 0) {
            octets += static_cast<char>(digitOf(text[i + 1]) * 16 + digitOf(text[i + 2]));
            i += 2;
        } else {
            octets += '=';
        }
    }
    return octets;
}

std::string encodeQuotedPrintable(std::string_view octets) {
    std::string text;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const char c = octets[i];
        if (c == '\r' || c == '\n') {
            if (c == '\r' && i + 1 < octets.size() && octets[i + 1] == '\n') ++i;
            text += "=0D=0A";
        } else if (c >= ' ' && c <= '~' && c != '=') {
            text += c;
        } else {
            appendCode(text, c);
        }
    }
    return text;
}

}  // namespace groupware::formats::encoding
