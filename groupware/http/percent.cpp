#include "groupware/http/percent.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"

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

}  // namespace

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
