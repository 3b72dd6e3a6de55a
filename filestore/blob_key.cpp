#include "filestore/blob_key.h"

#include "groupware/base/crypto.h"

#include <algorithm>

namespace filestore {
namespace {

constexpr std::string_view kPrefix = "hashed/";
constexpr std::size_t kKeyLength = 7 + 3 * 3 + 32;

bool isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string keyOf(const std::string& number) {
    return std::string(kPrefix) + number.substr(0, 2) + "/" + number.substr(2, 2) + "/" + number.substr(4, 2) + "/" +
           number;
}

}  // namespace

std::string newBlobKey() {
    return keyOf(groupware::crypto::toHex(groupware::crypto::randomBytes(16)));
}

bool isBlobKey(std::string_view key) noexcept {
    if (key.size() != kKeyLength || !key.starts_with(kPrefix)) return false;
    const auto number = key.substr(kKeyLength - 32);
    return std::all_of(number.begin(), number.end(), isHex) && key.substr(7, 2) == number.substr(0, 2) &&
           key.substr(10, 2) == number.substr(2, 2) && key.substr(13, 2) == number.substr(4, 2) && key[9] == '/' &&
           key[12] == '/' && key[15] == '/';
}

bool isStoreName(std::string_view name) noexcept {
    constexpr std::string_view kSuffix = "_ctx_store";
    if (!name.ends_with(kSuffix)) return false;
    name.remove_suffix(kSuffix.size());
    return !name.empty() && name.size() <= 19 && std::all_of(name.begin(), name.end(), isDigit);
}

}  // namespace filestore
