#include "groupware/session/store/session_admission.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/principals/guest.h"
#include "groupware/session/store/group_list.h"
#include "groupware/session/store/session_row.h"

#include <chrono>
#include <utility>

namespace groupware::session {
namespace {

// A session is of a user or of a guest: their ids never meet.
constexpr std::string_view kSessionColumns =
    "s.id, s.public_id, s.user, s.credential_version, s.secret, s.cookie_hash, s.public_cookie_hash, "
    "s.client, s.address, s.created, s.last_used, s.stay_signed_in, "
    "s.credential_version = COALESCE(u.credential_version, e.credential_version), IFNULL(u.enabled, e.id IS NOT NULL), "
    "COALESCE(u.login, e.email, ''), COALESCE(u.language, e.language), COALESCE(u.time_zone, e.time_zone), "
    "IFNULL(u.module_access, 0), "
    "(SELECT GROUP_CONCAT(g.group_id ORDER BY g.group_id) FROM group_member g WHERE g.cid = u.cid AND g.user = u.id), "
    "e.id, e.expires";

constexpr dbpool::AdmissionStatement kBySession{
    "session.session.admit", kSessionColumns,
    "LEFT JOIN session s ON s.cid = c.cid AND s.id = ? LEFT JOIN user_account u ON u.cid = s.cid AND u.id = s.user "
    "LEFT JOIN guest e ON e.cid = s.cid AND e.id = s.user"};
constexpr dbpool::AdmissionStatement kByPublicSession{
    "session.session.admit_public", kSessionColumns,
    "LEFT JOIN session s ON s.cid = c.cid AND s.public_id = ? "
    "LEFT JOIN user_account u ON u.cid = s.cid AND u.id = s.user LEFT JOIN guest e ON e.cid = s.cid AND e.id = s.user"};
constexpr dbpool::AdmissionStatement kByLogin{"session.login.admit",
                                              "u.id, u.password, u.credential_version, u.enabled, u.login, u.language",
                                              "LEFT JOIN user_account u ON u.cid = c.cid AND u.login = ?"};
constexpr dbpool::AdmissionStatement kByShare{
    "session.share.admit",
    "e.id, e.password, e.credential_version, COALESCE(e.email, ''), e.language, e.expires, e.module, e.folder, e.token",
    "LEFT JOIN guest e ON e.cid = c.cid AND e.token = ?"};

std::optional<Instant> expiryAt(const dbpool::Rows& row, int column) {
    if (row.isNull(column)) return std::nullopt;
    return Instant(std::chrono::milliseconds(row.integer(column)));
}

std::optional<AdmittedSession> admittedSession(dbpool::Admission admission) {
    const auto& row = admission.row;
    if (row.isNull(1)) {
        if (admission.unproven) throw Error(ErrorCode::Unavailable, "no master to prove that there is no such session");
        return std::nullopt;
    }
    const bool guest = !row.isNull(20);
    return AdmittedSession{.state = std::move(admission.state),
                           .unproven = admission.unproven,
                           .session = sessionOf(row),
                           .credentialsCurrent = row.flag(13),
                           .userEnabled = row.flag(14),
                           .login = row.text(15),
                           .language = row.text(16),
                           .timeZone = row.text(17),
                           .access = guest ? principals::guestAccess() : principals::ModuleAccess(row.integer(18)),
                           .groups = guest ? std::vector{principals::kGuests} : groupsFromList(row.text(19)),
                           .expires = expiryAt(row, 21)};
}

}  // namespace

std::optional<AdmittedSession> admitSession(dbpool::ContextDatabase& database, const SessionId& id) {
    return admittedSession(database.admit(id.context(), kBySession, {dbpool::Blob{id.octets()}}));
}

std::optional<AdmittedSession> admitPublicSession(dbpool::ContextDatabase& database, const SessionId& publicId) {
    return admittedSession(database.admit(publicId.context(), kByPublicSession, {dbpool::Blob{publicId.octets()}}));
}

std::optional<AdmittedLogin> admitLogin(dbpool::ContextDatabase& database, ContextId context, std::string_view login) {
    const auto admission = database.admit(context, kByLogin, {login});
    const auto& row = admission.row;
    if (row.isNull(1)) return std::nullopt;
    return AdmittedLogin{.user = {row.integer(1)},
                         .password = {row.text(2)},
                         .credentialVersion = row.integer(3),
                         .userEnabled = row.flag(4),
                         .login = row.text(5),
                         .language = row.text(6)};
}

std::optional<AdmittedGuest> admitShare(dbpool::ContextDatabase& database, const principals::ShareToken& token) {
    const std::string hash = token.hash();
    const auto admission = database.admit(token.context(), kByShare, {dbpool::Blob{hash}});
    const auto& row = admission.row;
    if (row.isNull(1) && admission.unproven) {
        throw Error(ErrorCode::Unavailable, "no master to prove that there is no such share");
    }
    if (row.isNull(1) || !crypto::equalConstantTime(row.text(9), hash)) return std::nullopt;
    return AdmittedGuest{.login = {.user = {row.integer(1)},
                                   .password = {row.text(2)},
                                   .credentialVersion = row.integer(3),
                                   .userEnabled = true,
                                   .login = row.text(4),
                                   .language = row.text(5)},
                         .expires = expiryAt(row, 6),
                         .module = row.text(7),
                         .folder = {row.integer(8)}};
}

}  // namespace groupware::session
