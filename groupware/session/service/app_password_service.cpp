#include "groupware/session/service/app_password_service.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/base/utf8.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/session/options.h"
#include "groupware/session/store/app_password_store.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <utility>

namespace groupware::session {
namespace {

/// An app password has no number of its own: the record names its user.
dbpool::Change changeOf(sync::Verb verb, UserId user) {
    return sync::change(sync::Kind::Session, verb, FolderId{0}, user.value);
}

void requireValidName(std::string_view name) {
    const auto characters =
        std::count_if(name.begin(), name.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    const bool controls =
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (!name.empty() && isUtf8(name) && !controls && std::cmp_less_equal(characters, kMaxAppPasswordName)) return;
    throw Error(ErrorCode::BadRequest, "bad name of an app password",
                "An app password needs a name of at most 255 characters.");
}

/// The account password may have been changed since it was proven.
void requireCurrent(dbpool::WriteTransaction& tx, UserId user, std::int64_t credentialVersion) {
    const auto stored = principals::UserReader(tx).credentials(user);
    if (stored && stored->version == credentialVersion) return;
    throw Error(ErrorCode::Conflict, "credentials changed meanwhile", "Your password was changed in the meantime.");
}

}  // namespace

IssuedAppPassword AppPasswordService::create(const Caller& caller, const NewAppPassword& wanted,
                                             std::string_view address) {
    requireValidName(wanted.name);
    const auto proven = ownPassword_.prove(caller, wanted.accountPassword, address);
    const auto text = AppPasswordText::create(caller.context);
    const AppPassword password{.id = text.id,
                               .user = caller.user,
                               .credentialVersion = proven.credentialVersion,
                               .name = wanted.name,
                               .secretHash = text.secretHash(),
                               .scope = wanted.scope,
                               .created = clock_.now()};
    const auto most = configuration_.get(kAppPasswords);
    const auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        requireCurrent(tx, caller.user, proven.credentialVersion);
        AppPasswordWriter writer(tx);
        if (writer.countOf(caller.user) >= most) {
            throw Error(ErrorCode::TooLarge, "more than session.appPasswords",
                        "You have too many app passwords. Revoke some first.");
        }
        writer.insert(password);
        tx.record(changeOf(sync::Verb::Created, caller.user));
    });
    log::information(
        "app_password.created",
        {{"context", caller.context.value}, {"user", caller.user.value}, {"app_password", password.id.hex()}});
    return {.password = password, .text = text.text(), .committed = committed};
}

std::vector<AppPassword> AppPasswordService::list(const Caller& caller) {
    std::vector<AppPassword> passwords;
    database_.writeUnsynced(caller.context,
                            [&](dbpool::UnsyncedTransaction& tx) { passwords = AppPasswordStore(tx).of(caller.user); });
    return passwords;
}

CommitToken AppPasswordService::revoke(const Caller& caller, std::span<const SessionId> ids) {
    if (ids.size() > dbpool::WriteTransaction::kMaxObjectsPerTransaction) {
        throw Error(ErrorCode::TooLarge, "too many app passwords at once", "Too many app passwords at once.");
    }
    std::int64_t revoked = 0;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        AppPasswordWriter writer(tx);
        revoked = std::count_if(ids.begin(), ids.end(), [&](const auto& id) { return writer.remove(caller.user, id); });
        if (revoked != 0) tx.record(changeOf(sync::Verb::Removed, caller.user));
    });
    log::information("app_password.revoked",
                     {{"context", caller.context.value}, {"user", caller.user.value}, {"count", revoked}});
    return committed;
}

}  // namespace groupware::session
