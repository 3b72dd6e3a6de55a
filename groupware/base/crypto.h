#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// Random numbers, hashes and sealing, by OpenSSL. Strings hold raw octets unless a name says hex. Thread-safe.
namespace groupware::crypto {

/// `count` octets from the operating system's generator.
[[nodiscard]] std::string randomBytes(std::size_t count);
[[nodiscard]] std::string toHex(std::string_view octets);
/// @throws Error BadRequest for anything but an even number of hex digits
[[nodiscard]] std::string fromHex(std::string_view hex);

/// Compares in a time that depends on the lengths only.
[[nodiscard]] bool equalConstantTime(std::string_view a, std::string_view b);

[[nodiscard]] std::string sha256(std::string_view octets);
[[nodiscard]] std::string hmacSha256(std::string_view key, std::string_view octets);

/// SHA-256 of a stream. Used by one thread.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void update(std::span<const char> octets);
    /// The 32 octets; call once.
    [[nodiscard]] std::string finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// A 32-octet key from a password; memory-hard (N = 2^15, r = 8, p = 1). RFC 7914.
[[nodiscard]] std::string scrypt(std::string_view password, std::string_view salt);

/// AES-256-GCM with a random nonce in front. `purpose` is authenticated too: what was sealed for one purpose does not
/// open for another. NIST SP 800-38D.
[[nodiscard]] std::string seal(std::string_view key, std::string_view purpose, std::string_view plain);
/// @throws Error Internal if the key or purpose is wrong or the octets were changed
[[nodiscard]] std::string unseal(std::string_view key, std::string_view purpose, std::string_view sealed);

}  // namespace groupware::crypto
