#include "groupware/base/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace groupware {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kOther = 64;
constexpr std::uint8_t kSpace = 65;
constexpr std::uint8_t kPadding = 66;

constexpr std::array<std::uint8_t, 256> valuesOfCharacters() {
    std::array<std::uint8_t, 256> values{};
    for (auto& value : values) value = kOther;
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
        values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    }
    for (const char c : {' ', '\t', '\r', '\n'}) values[static_cast<std::uint8_t>(c)] = kSpace;
    values['='] = kPadding;
    return values;
}
constexpr auto kValues = valuesOfCharacters();

}  // namespace

std::string encodeBase64(std::string_view octets) {
    std::string text;
    text.reserve((octets.size() + 2) / 3 * 4);
    const auto octet = [&](std::size_t i) -> std::uint32_t {
        return i < octets.size() ? static_cast<std::uint8_t>(octets[i]) : 0U;
    };
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        const std::uint32_t group = octet(i) << 16U | octet(i + 1) << 8U | octet(i + 2);
        text += kAlphabet[group >> 18U];
        text += kAlphabet[group >> 12U & 63U];
        text += i + 1 < octets.size() ? kAlphabet[group >> 6U & 63U] : '=';
        text += i + 2 < octets.size() ? kAlphabet[group & 63U] : '=';
    }
    return text;
}

std::optional<std::string> decodeBase64(std::string_view text) {
    std::string octets;
    octets.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t group = 0;
    std::size_t characters = 0;
    bool ended = false;
    for (const char c : text) {
        const auto value = kValues[static_cast<std::uint8_t>(c)];
        if (value == kSpace) continue;
        if (value == kPadding) {
            ended = true;
            continue;
        }
        if (value == kOther || ended) return std::nullopt;
        group = group << 6U | value;
        if (++characters % 4 != 0) continue;
        octets += static_cast<char>(group >> 16U);
        octets += static_cast<char>(group >> 8U);
        octets += static_cast<char>(group);
    }
    switch (characters % 4) {
        case 1: return std::nullopt;
        case 2: octets += static_cast<char>(group >> 4U); break;
        case 3:
            octets += static_cast<char>(group >> 10U);
            octets += static_cast<char>(group >> 2U);
            break;
        default: break;
    }
    return octets;
}

}  // namespace groupware
