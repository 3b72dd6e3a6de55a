#include "admin/service/administrators.h"

#include "admin/options.h"
#include "admin/service/problems.h"
#include "dbpool/configdb/placement_reader.h"
#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/base/secret_file.h"
#include "groupware/principals/store/user_store.h"

namespace admin {
namespace {

namespace principals = groupware::principals;
using Verdict = principals::PasswordHasher::Verdict;

AdminError wrongCredentials() {
    return {groupware::ErrorCode::NotAuthenticated, Problem::InvalidCredentials, "Authentication failed"};
}

}  // namespace

Administrators::Administrators(const Cluster& cluster, principals::PasswordHasher& hasher,
                               const groupware::Configuration& configuration, const std::filesystem::path& directory)
    : cluster_(cluster),
      hasher_(hasher),
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

void Administrators::requireMaster(const Login& login) {
    if (masterFree_) return;
    if (!login.name.empty() && isMaster(login)) return;
    groupware::log::warning("admin.refused", {{"administrator", "master"}});
    throw wrongCredentials();
}

void Administrators::requireContextAdmin(const Login& login, groupware::ContextId context) {
    const auto placement = cluster_.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::PlacementReader(session).find(context); });
    if (!placement || placement->stage != dbpool::ContextStage::Active) {
        throw noSuchContext(std::to_string(context.value));
    }
    if (contextFree_) return;
    if (!login.name.empty() && isContextAdmin(login, context)) return;
    if (masterOverride_ && !login.name.empty() && isMaster(login)) return;
    groupware::log::warning("admin.refused", {{"administrator", "context"}, {"context", context.value}});
    throw wrongCredentials();
}

}  // namespace admin
