#include "dbpool/configdb/cluster_key.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"

namespace dbpool::configdb {
namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr std::size_t kSaltBytes = 16;
constexpr std::string_view kWrapPurpose = "cluster_key";

}  // namespace

std::string createClusterKey() {
    return groupware::crypto::randomBytes(kClusterKeyBytes);
}

WrappedKey wrapClusterKey(std::string_view key, std::string_view password) {
    WrappedKey result;
    result.salt = groupware::crypto::randomBytes(kSaltBytes);
    result.wrapped = groupware::crypto::seal(groupware::crypto::scrypt(password, result.salt), kWrapPurpose, key);
    return result;
}

std::string unwrapClusterKey(const WrappedKey& key, std::string_view password) {
    try {
        return groupware::crypto::unseal(groupware::crypto::scrypt(password, key.salt), kWrapPurpose, key.wrapped);
    } catch (const Error&) {
        throw Error(ErrorCode::NotAuthenticated, "the cluster key does not open with this password",
                    "the cluster key does not open with this config DB password");
    }
}

void writeClusterKeyFile(const std::filesystem::path& path, std::string_view key) {
    groupware::writeSecretFile(path, groupware::crypto::toHex(key));
}

std::string readClusterKeyFile(const std::filesystem::path& path) {
    std::string key = groupware::crypto::fromHex(groupware::readSecretFile(path));
    if (key.size() != kClusterKeyBytes) {
        throw Error(ErrorCode::BadRequest, path.string() + " does not hold a cluster key",
                    path.string() + " does not hold a cluster key");
    }
    return key;
}

}  // namespace dbpool::configdb
