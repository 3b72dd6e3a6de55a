#include "groupware/formats/mime/transfer_encoding.h"

#include "groupware/base/base64.h"
#include "groupware/formats/encoding/quoted_printable.h"
#include "groupware/formats/mime/ascii.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace groupware::formats::mime {
namespace {

constexpr std::size_t kLine = 76;
constexpr std::size_t kOctetsPerLine = kLine / 4 * 3;
constexpr std::string_view kHex = "0123456789ABCDEF";

std::string codeOf(char c) {
    const auto octet = static_cast<std::uint8_t>(c);
    return {'=', kHex[octet >> 4U], kHex[octet & 15U]};
}

/// One line of the text. Blanks at its end are encoded, because mail systems take them away.
void appendLine(std::string& out, std::string_view line) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool last = i + 1 == line.size();
        const bool plain = (c > ' ' && c <= '~' && c != '=') || ((c == ' ' || c == '\t') && !last);
        const std::string octets = plain ? std::string(1, c) : codeOf(c);
        if (column + octets.size() > (last ? kLine : kLine - 1)) {
            out += "=\r\n";
            column = 0;
        }
        out += octets;
        column += octets.size();
    }
}

/// Base64 among whatever else: RFC 2045 section 6.8 has it ignored.
std::string decodeLooseBase64(std::string_view body) {
    if (auto octets = decodeBase64(body)) return *std::move(octets);
    std::string clean;
    for (const char c : body) {
        if (c == '=') break;
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || c == '+' || c == '/') clean += c;
    }
    if (clean.size() % 4 == 1) clean.pop_back();
    return decodeBase64(clean).value_or("");
}

}  // namespace

std::string linesOfBase64(std::string_view octets) {
    std::string out;
    for (; !octets.empty(); octets.remove_prefix(std::min(kOctetsPerLine, octets.size()))) {
        out += encodeBase64(octets.substr(0, kOctetsPerLine));
        out += "\r\n";
    }
    return out;
}

std::string linesOfQuotedPrintable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        appendLine(out, text.substr(0, end));
        out += "\r\n";
        text.remove_prefix(end);
        if (!text.empty()) text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
    }
    return out;
}

std::string decodeTransfer(std::string_view body, std::string_view encoding) {
    const auto name = inSmallLetters(trimmed(encoding));
    if (name == "base64") return decodeLooseBase64(body);
    if (name == "quoted-printable") return encoding::decodeQuotedPrintable(body);
    return std::string(body);
}

}  // namespace groupware::formats::mime
