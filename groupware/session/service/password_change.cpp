#include "groupware/session/service/password_change.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/session/session_id.h"
#include "groupware/session/store/session_store.h"

namespace groupware::session {

CommitToken PasswordChange::change(const Caller& caller, std::string_view oldPassword, std::string_view newPassword,
                                   std::string_view address) {
    principals::requireModule(caller, principals::Module::EditPassword, "You may not change your password.");
    const auto own = SessionId::parse(caller.sessionId);
    if (!own) throw Error(ErrorCode::Forbidden, "a caller without session", "This needs a login with the password.");
    hasher_.requireAcceptable(newPassword);
    rules_.requireAllowed(newPassword);
    const auto proven = ownPassword_.prove(caller, oldPassword, address);
    const auto renewed = hasher_.hash(newPassword);
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        principals::replacePassword(tx, caller.user, proven.hash, renewed);
        SessionEnder(tx).keep(caller.user, *own);
    });
    log::information("password.changed", {{"context", caller.context.value}, {"user", caller.user.value}});
    return committed;
}

}  // namespace groupware::session
