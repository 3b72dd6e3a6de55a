#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dbpool::configdb {

/// Octets of the cluster key. It seals database passwords at rest and signs cookies and tokens.
inline constexpr std::size_t kClusterKeyBytes = 32;
/// What a database account's password is sealed for; see groupware/base/crypto.h.
inline constexpr std::string_view kPasswordPurpose = "db_pool.password";
inline constexpr std::string_view kOperatorPurpose = "db_pool.operator_password";
inline constexpr std::string_view kMigrationPurpose = "db_pool.migration_password";

/// The key as the config DB holds it: readable with the config DB account's password only.
struct WrappedKey {
    std::string salt;
    std::string wrapped;
};

[[nodiscard]] std::string createClusterKey();

/// Seals the key with scrypt(password, fresh salt). RFC 7914. Costs about 100 ms and 32 MiB.
[[nodiscard]] WrappedKey wrapClusterKey(std::string_view key, std::string_view password);

/// @throws groupware::Error NotAuthenticated if the password is not the one it was wrapped with
[[nodiscard]] std::string unwrapClusterKey(const WrappedKey& key, std::string_view password);

/// The key in hex, in a file of mode 0600; see secret_file.h.
void writeClusterKeyFile(const std::filesystem::path& path, std::string_view key);
/// @throws groupware::Error BadRequest if it is missing, readable by others or malformed
[[nodiscard]] std::string readClusterKeyFile(const std::filesystem::path& path);

}  // namespace dbpool::configdb
