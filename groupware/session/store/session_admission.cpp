#include "groupware/session/store/session_admission.h"

#include "groupware/base/error.h"
#include "groupware/session/store/group_list.h"
#include "groupware/session/store/session_row.h"

#include <utility>

namespace groupware::session {
namespace {

constexpr std::string_view kSessionColumns =
    "s.id, s.public_id, s.user, s.credential_version, s.secret, s.cookie_hash, s.public_cookie_hash, "
    "s.client, s.address, s.created, s.last_used, s.stay_signed_in, s.credential_version = u.credential_version, "
    "u.enabled, u.login, u.language, u.time_zone, u.module_access, "
    "(SELECT GROUP_CONCAT(g.group_id ORDER BY g.group_id) FROM group_member g WHERE g.cid = u.cid AND g.user = u.id)";

constexpr dbpool::AdmissionStatement kBySession{
    "session.session.admit", kSessionColumns,
    "LEFT JOIN session s ON s.cid = c.cid AND s.id = ? LEFT JOIN user_account u ON u.cid = s.cid AND u.id = s.user"};
constexpr dbpool::AdmissionStatement kByPublicSession{"session.session.admit_public", kSessionColumns,
                                                      "LEFT JOIN session s ON s.cid = c.cid AND s.public_id = ? "
                                                      "LEFT JOIN user_account u ON u.cid = s.cid AND u.id = s.user"};
constexpr dbpool::AdmissionStatement kByLogin{"session.login.admit",
                                              "u.id, u.password, u.credential_version, u.enabled, u.login, u.language",
                                              "LEFT JOIN user_account u ON u.cid = c.cid AND u.login = ?"};

std::optional<AdmittedSession> admittedSession(dbpool::Admission admission) {
    const auto& row = admission.row;
    if (row.isNull(1)) {
        if (admission.unproven) throw Error(ErrorCode::Unavailable, "no master to prove that there is no such session");
        return std::nullopt;
    }
    return AdmittedSession{.state = std::move(admission.state),
                           .unproven = admission.unproven,
                           .session = sessionOf(row),
                           .credentialsCurrent = row.flag(13),
                           .userEnabled = row.flag(14),
                           .login = row.text(15),
                           .language = row.text(16),
                           .timeZone = row.text(17),
                           .access = principals::ModuleAccess(row.integer(18)),
                           .groups = groupsFromList(row.text(19))};
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

}  // namespace groupware::session
