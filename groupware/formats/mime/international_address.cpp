#include "groupware/formats/mime/international_address.h"

#include "groupware/base/utf8.h"
#include "groupware/formats/mime/ascii.h"
#include "groupware/formats/mime/mailbox.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <idn2.h>
#include <memory>

namespace groupware::formats::mime {
namespace {

using Owned = std::unique_ptr<char, void (*)(void*)>;

bool isBeyondAscii(char c) {
    return static_cast<std::uint8_t>(c) >= 0x80U;
}

/// By IDNA 2008, after the mapping of UTS 46: what people type has capitals and letters in two code points.
std::string aLabels(const std::string& domain) {
    char* found = nullptr;
    const int status = idn2_to_ascii_8z(domain.c_str(), &found, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    const Owned owned(found, idn2_free);
    return status == IDN2_OK ? std::string(owned.get()) : std::string();
}

std::string uLabels(const std::string& domain) {
    char* found = nullptr;
    const int status = idn2_to_unicode_8z8z(domain.c_str(), &found, 0);
    const Owned owned(found, idn2_free);
    return status == IDN2_OK ? std::string(owned.get()) : domain;
}

}  // namespace

bool isAscii(std::string_view text) {
    return std::none_of(text.begin(), text.end(), isBeyondAscii);
}

bool isInternationalAddress(std::string_view text) {
    if (isAscii(text)) return isAddress(text);
    if (!isUtf8(text)) return false;
    std::string letters(text);
    std::replace_if(letters.begin(), letters.end(), isBeyondAscii, 'x');
    return isAddress(letters);
}

std::string withAsciiDomain(std::string_view address) {
    if (!isInternationalAddress(address)) return {};
    const auto domain = address.rfind('@') + 1;
    if (isAscii(address.substr(domain))) return std::string(address);
    const auto ascii = aLabels(std::string(address.substr(domain)));
    auto result = std::string(address.substr(0, domain)) + ascii;
    return !ascii.empty() && isInternationalAddress(result) ? result : std::string();
}

bool hasExactDomain(std::string_view address) {
    const auto ascii = withAsciiDomain(address);
    if (ascii.empty()) return false;
    const auto domain = address.substr(address.rfind('@') + 1);
    return isAscii(domain) || uLabels(ascii.substr(ascii.rfind('@') + 1)) == inSmallLetters(domain);
}

std::string withUnicodeDomain(std::string_view address) {
    const auto domain = address.rfind('@') + 1;
    if (address.find("xn--", domain) == std::string_view::npos) return std::string(address);
    return std::string(address.substr(0, domain)) + uLabels(std::string(address.substr(domain)));
}

}  // namespace groupware::formats::mime
