#pragma once

#include "admin/service/cluster.h"
#include "groupware/base/options.h"
#include "groupware/principals/service/password_hasher.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace admin {

/// A name with its password, as HTTP Basic sends it; empty if none was sent.
struct Login {
    std::string name;
    std::string password;
};

/// Proves administrators: the master by the file `mpasswd`, a context's by the password in the context. Safe to call
/// from any thread.
class Administrators {
public:
    /// @param cluster, hasher  must outlive this object
    /// @param directory        the configuration directory, where mpasswd is
    Administrators(const Cluster& cluster, groupware::principals::PasswordHasher& hasher,
                   const groupware::Configuration& configuration, const std::filesystem::path& directory);

    /// @throws AdminError InvalidCredentials
    void requireMaster(const Login& login);
    /// @throws AdminError InvalidCredentials, NoSuchContext
    void requireContextAdmin(const Login& login, groupware::ContextId context);

private:
    [[nodiscard]] bool isMaster(const Login& login);
    [[nodiscard]] bool isContextAdmin(const Login& login, groupware::ContextId context);

    const Cluster& cluster_;
    groupware::principals::PasswordHasher& hasher_;
    std::filesystem::path masterFile_;
    bool masterFree_;
    bool contextFree_;
    bool masterOverride_;
};

}  // namespace admin
