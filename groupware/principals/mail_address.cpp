#include "groupware/principals/mail_address.h"

#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/mailbox.h"

#include <utility>

namespace groupware::principals {

namespace mime = formats::mime;

std::string storedAddress(std::string_view address) {
    if (mime::isAscii(address.substr(address.rfind('@') + 1))) return std::string(address);
    const auto ascii = mime::withAsciiDomain(address);
    return ascii.empty() ? std::string(address) : mime::withUnicodeDomain(ascii);
}

std::array<std::string, 2> spellingsOf(std::string_view address) {
    auto ascii = mime::comparableAddress(address);
    auto unicode = mime::withUnicodeDomain(ascii);
    return {std::move(ascii), std::move(unicode)};
}

}  // namespace groupware::principals
