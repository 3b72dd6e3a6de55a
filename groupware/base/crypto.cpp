#include "groupware/base/crypto.h"

#include "groupware/base/error.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>

namespace groupware::crypto {
namespace {

constexpr std::size_t kKeyOctets = 32;
constexpr std::size_t kNonceOctets = 12;
constexpr std::size_t kTagOctets = 16;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

void require(bool ok, const char* what) {
    if (!ok) throw Error(ErrorCode::Internal, std::string("OpenSSL failed: ") + what);
}

struct CipherDeleter {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter>;

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string randomBytes(std::size_t count) {
    std::string octets(count, '\0');
    require(RAND_bytes(bytes(octets), static_cast<int>(count)) == 1, "RAND_bytes");
    return octets;
}

std::string toHex(std::string_view octets) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(octets.size() * 2);
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        hex += kDigits[octet >> 4U];
        hex += kDigits[octet & 0xFU];
    }
    return hex;
}

std::string fromHex(std::string_view hex) {
    if (hex.size() % 2 != 0) throw Error(ErrorCode::BadRequest, "odd number of hex digits");
    std::string octets;
    octets.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = digit(hex[i]);
        const int low = digit(hex[i + 1]);
        if (high < 0 || low < 0) throw Error(ErrorCode::BadRequest, "not a hex digit");
        octets += static_cast<char>(high * 16 + low);
    }
    return octets;
}

bool equalConstantTime(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

struct Sha256::Context {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
    require(EVP_DigestInit_ex(context_->digest.get(), EVP_sha256(), nullptr) == 1, "EVP_DigestInit_ex");
}
Sha256::~Sha256() = default;

void Sha256::update(std::span<const char> octets) {
    require(EVP_DigestUpdate(context_->digest.get(), octets.data(), octets.size()) == 1, "EVP_DigestUpdate");
}

std::string Sha256::finish() {
    std::string hash(32, '\0');
    require(EVP_DigestFinal_ex(context_->digest.get(), bytes(hash), nullptr) == 1, "EVP_DigestFinal_ex");
    return hash;
}

std::string sha256(std::string_view octets) {
    Sha256 digest;
    digest.update(octets);
    return digest.finish();
}

std::string hmacSha256(std::string_view key, std::string_view octets) {
    std::string mac(32, '\0');
    unsigned int length = 0;
    require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(octets), octets.size(), bytes(mac),
                 &length) != nullptr,
            "HMAC");
    return mac;
}

std::string scrypt(std::string_view password, std::string_view salt) {
    constexpr std::uint64_t kCost = 1U << 15U;
    constexpr std::uint64_t kBlockSize = 8;
    constexpr std::uint64_t kParallel = 1;
    constexpr std::uint64_t kMaxMemory = 64ULL << 20U;
    std::string key(kKeyOctets, '\0');
    require(EVP_PBE_scrypt(password.data(), password.size(), bytes(salt), salt.size(), kCost, kBlockSize, kParallel,
                           kMaxMemory, bytes(key), key.size()) == 1,
            "EVP_PBE_scrypt");
    return key;
}

std::string seal(std::string_view key, std::string_view purpose, std::string_view plain) {
    require(key.size() == kKeyOctets, "key length");
    const std::string nonce = randomBytes(kNonceOctets);
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string sealed(plain.size(), '\0');
    std::string tag(kTagOctets, '\0');
    int length = 0;
    require(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1, "init");
    require(EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytes(purpose), static_cast<int>(purpose.size())) == 1,
            "purpose");
    require(EVP_EncryptUpdate(cipher.get(), bytes(sealed), &length, bytes(plain), static_cast<int>(plain.size())) == 1,
            "encrypt");
    require(EVP_EncryptFinal_ex(cipher.get(), nullptr, &length) == 1, "final");
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagOctets, tag.data()) == 1, "tag");
    return nonce + sealed + tag;
}

std::string unseal(std::string_view key, std::string_view purpose, std::string_view sealed) {
    require(key.size() == kKeyOctets, "key length");
    require(sealed.size() >= kNonceOctets + kTagOctets, "sealed length");
    const auto nonce = sealed.substr(0, kNonceOctets);
    const auto body = sealed.substr(kNonceOctets, sealed.size() - kNonceOctets - kTagOctets);
    std::string tag(sealed.substr(sealed.size() - kTagOctets));
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string plain(body.size(), '\0');
    int length = 0;
    require(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1, "init");
    require(EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytes(purpose), static_cast<int>(purpose.size())) == 1,
            "purpose");
    require(EVP_DecryptUpdate(cipher.get(), bytes(plain), &length, bytes(body), static_cast<int>(body.size())) == 1,
            "decrypt");
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagOctets, tag.data()) == 1, "tag");
    require(EVP_DecryptFinal_ex(cipher.get(), nullptr, &length) == 1, "authentication");
    return plain;
}

}  // namespace groupware::crypto
