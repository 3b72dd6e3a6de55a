#include "admin/service/administrators.h"

#include "admin/options.h"
#include "admin/service/problems.h"
#include "dbpool/configdb/placement_reader.h"
#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/base/secret_file.h"
#include "groupware/principals/store/user_store.h"

#include <optional>

namespace admin {
namespace {

namespace principals = groupware::principals;
using Verdict = principals::PasswordHasher::Verdict;

AdminError wrongCredentials() {
    return {groupware::ErrorCode::NotAuthenticated, Problem::InvalidCredentials, "Authentication failed"};
}

/// Checks a password as far as the account's budget goes. No credentials are no attempt.
template <class Check>
bool proves(AttemptBudget& attempts, groupware::ContextId account, const Login& login, const Check& check) {
    if (login.name.empty()) return false;
    auto attempt = attempts.admit(account);
    if (check()) return true;
    attempt.wrong();
    return false;
}

}  // namespace

Administrators::Administrators(const Cluster& cluster, principals::PasswordHasher& hasher,
                               const groupware::Configuration& configuration, const std::filesystem::path& directory,
                               const groupware::Clock& clock)
    : cluster_(cluster),
      hasher_(hasher),
      attempts_(clock, configuration.get(kWrongPasswords)),
      masterFile_(configuration.get(kMasterPasswordFile)),
      masterFree_(configuration.get(kMasterAuthenticationDisabled)),
      contextFree_(configuration.get(kContextAuthenticationDisabled)),
      masterOverride_(configuration.get(kMasterAccountOverride)) {
    if (masterFile_.empty()) masterFile_ = directory / "mpasswd";
}

/// Reads the file at each call, so that a new password counts at once.
bool Administrators::isMaster(const Login& login) {
    if (!std::filesystem::exists(masterFile_)) {
        groupware::log::warning("admin.master.missing", {{"file", masterFile_.string()}});
        return false;
    }
    const std::string line = groupware::readSecretFile(masterFile_);
    const auto colon = line.find(':');
    if (colon == std::string::npos) return false;
    const bool right = hasher_.verify(login.password, {line.substr(colon + 1)}) != Verdict::Wrong;
    return right && groupware::crypto::equalConstantTime(login.name, line.substr(0, colon));
}

bool Administrators::isContextAdmin(const Login& login, groupware::ContextId context) {
    std::optional<principals::Credentials> found;
    {
        auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
        found = principals::UserReader(session).credentials(login.name);
    }
    if (!found || found->user != principals::kContextAdmin || !found->enabled) {
        hasher_.verifyNobody(login.password);
        return false;
    }
    return hasher_.verify(login.password, found->password) != Verdict::Wrong;
}

/// Takes as long as a wrong password of somebody.
bool Administrators::isNobody(const Login& login) {
    hasher_.verifyNobody(login.password);
    return false;
}

bool Administrators::exists(groupware::ContextId context) {
    const auto placement = cluster_.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::PlacementReader(session).find(context); });
    return placement && placement->stage == dbpool::ContextStage::Active;
}

Administrator Administrators::requireMaster(const Login& login) {
    if (masterFree_) return Administrator::Anybody;
    if (proves(attempts_, AttemptBudget::kMaster, login, [&] { return isMaster(login); })) {
        return Administrator::Master;
    }
    groupware::log::warning("admin.refused", {{"administrator", "master"}});
    throw wrongCredentials();
}

Administrator Administrators::requireContextAdmin(const Login& login, groupware::ContextId context) {
    const bool known = exists(context);
    std::optional<Administrator> proven;
    if (contextFree_) {
        proven = Administrator::Anybody;
    } else if (proves(attempts_, context, login,
                      [&] { return known ? isContextAdmin(login, context) : isNobody(login); })) {
        proven = Administrator::OfContext;
    } else if (masterOverride_ && proves(attempts_, AttemptBudget::kMaster, login, [&] { return isMaster(login); })) {
        proven = Administrator::Master;
    }
    if (!proven) {
        groupware::log::warning("admin.refused", {{"administrator", "context"}, {"context", context.value}});
        throw wrongCredentials();
    }
    if (!known) throw noSuchContext(std::to_string(context.value));
    return *proven;
}

}  // namespace admin
