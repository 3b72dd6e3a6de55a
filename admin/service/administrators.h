#pragma once

#include "admin/service/attempt_budget.h"
#include "admin/service/cluster.h"
#include "groupware/base/clock.h"
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

/// As whom a caller was proven.
enum class Administrator {
    Anybody,  ///< authentication is switched off
    Master,
    OfContext,
};

/// Proves administrators: the master by the file `mpasswd`, a context's by the password in the context. Safe to call
/// from any thread. Wrong passwords are slowed down; see AttemptBudget.
class Administrators {
public:
    /// @param cluster, hasher, clock  must outlive this object
    /// @param directory               the configuration directory, where mpasswd is
    Administrators(const Cluster& cluster, groupware::principals::PasswordHasher& hasher,
                   const groupware::Configuration& configuration, const std::filesystem::path& directory,
                   const groupware::Clock& clock);

    /// @throws AdminError InvalidCredentials; groupware::Error TooManyRequests
    Administrator requireMaster(const Login& login);
    /// Who is not proven does not learn whether the context exists.
    /// @throws AdminError InvalidCredentials, NoSuchContext; groupware::Error TooManyRequests
    Administrator requireContextAdmin(const Login& login, groupware::ContextId context);

private:
    [[nodiscard]] bool exists(groupware::ContextId context);
    [[nodiscard]] bool isMaster(const Login& login);
    [[nodiscard]] bool isContextAdmin(const Login& login, groupware::ContextId context);
    [[nodiscard]] bool isNobody(const Login& login);

    const Cluster& cluster_;
    groupware::principals::PasswordHasher& hasher_;
    AttemptBudget attempts_;
    std::filesystem::path masterFile_;
    bool masterFree_;
    bool contextFree_;
    bool masterOverride_;
};

}  // namespace admin
