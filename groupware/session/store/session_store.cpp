#include "groupware/session/store/session_store.h"

#include "groupware/session/store/session_row.h"

namespace groupware::session {
namespace {

constexpr dbpool::UnsyncedStatement kInsert{
    "session.session.insert",
    "INSERT INTO session (cid, id, public_id, user, credential_version, secret, cookie_hash, public_cookie_hash, "
    "client, address, created, last_used, stay_signed_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr dbpool::UnsyncedStatement kLiveOf{
    "session.session.live_of",
    "SELECT s.id, s.public_id, s.user, s.credential_version, s.secret, s.cookie_hash, s.public_cookie_hash, s.client, "
    "s.address, s.created, s.last_used, s.stay_signed_in FROM session s JOIN user_account u ON u.cid = s.cid AND "
    "u.id = s.user AND u.credential_version = s.credential_version WHERE s.cid = ? AND s.user = ? "
    "AND s.last_used >= IF(s.stay_signed_in, ?, ?) ORDER BY s.created"};
constexpr dbpool::UnsyncedStatement kCountLiveOf{
    "session.session.count_live_of",
    "SELECT COUNT(*) FROM session WHERE cid = ? AND user = ? AND credential_version = ? "
    "AND last_used >= IF(stay_signed_in, ?, ?)"};
// The context id is bound first, but an UPDATE names its new values before its WHERE. A row that is inserted over
// itself is updated instead, and one that is gone is not made again.
constexpr dbpool::UnsyncedStatement kTouch{
    "session.session.touch",
    "INSERT INTO session SELECT * FROM session old WHERE old.cid = ? AND old.id = ? "
    "ON DUPLICATE KEY UPDATE last_used = GREATEST(session.last_used, ?)"};
constexpr dbpool::UnsyncedStatement kSetStaySignedIn{
    "session.session.stay_signed_in",
    "INSERT INTO session SELECT * FROM session old WHERE old.cid = ? AND old.id = ? "
    "ON DUPLICATE KEY UPDATE stay_signed_in = TRUE"};
constexpr dbpool::UnsyncedStatement kSetAddress{
    "session.session.set_address",
    "INSERT INTO session SELECT * FROM session old WHERE old.cid = ? AND old.id = ? "
    "ON DUPLICATE KEY UPDATE address = ?"};
constexpr dbpool::UnsyncedStatement kRemoveExpired{
    "session.session.remove_expired",
    "DELETE FROM session WHERE cid = ? AND last_used < ? AND (NOT stay_signed_in OR last_used < ?) LIMIT ?"};

constexpr dbpool::WriteStatement kRemove{"session.session.remove",
                                         "DELETE FROM session WHERE cid = ? AND user = ? AND id = ?"};
constexpr dbpool::WriteStatement kKeep{
    "session.session.keep",
    "UPDATE session JOIN (SELECT ? AS own) context ON session.cid = context.own JOIN user_account u ON "
    "u.cid = session.cid AND u.id = session.user SET session.credential_version = u.credential_version "
    "WHERE session.user = ? AND session.id = ?"};
constexpr dbpool::WriteStatement kRemoveOthers{"session.session.remove_others",
                                               "DELETE FROM session WHERE cid = ? AND user = ? AND id <> ?"};

std::int64_t millisecondsOf(Instant instant) {
    return instant.time_since_epoch().count();
}

}  // namespace

void SessionStore::insert(const Session& session) {
    transaction_.execute(
        kInsert, {dbpool::Blob{session.id.octets()}, dbpool::Blob{session.publicId.octets()}, session.user.value,
                  session.credentialVersion, dbpool::Blob{session.secretHash}, session.cookieHash,
                  session.publicCookieHash, session.client, session.address, millisecondsOf(session.created),
                  millisecondsOf(session.lastUsed), session.staySignedIn});
}

std::vector<Session> SessionStore::liveOf(UserId user, const Expiry& expiry) {
    auto rows =
        transaction_.query(kLiveOf, {user.value, millisecondsOf(expiry.longLived), millisecondsOf(expiry.shortLived)});
    std::vector<Session> sessions;
    while (rows.next()) sessions.push_back(sessionOf(rows));
    return sessions;
}

std::int64_t SessionStore::countLiveOf(UserId user, std::int64_t credentialVersion, const Expiry& expiry) {
    auto rows = transaction_.query(kCountLiveOf, {user.value, credentialVersion, millisecondsOf(expiry.longLived),
                                                  millisecondsOf(expiry.shortLived)});
    return rows.next() ? rows.integer(1) : 0;
}

void SessionStore::touch(const SessionId& id, Instant used) {
    transaction_.execute(kTouch, {dbpool::Blob{id.octets()}, millisecondsOf(used)});
}

void SessionStore::setStaySignedIn(const SessionId& id) {
    transaction_.execute(kSetStaySignedIn, {dbpool::Blob{id.octets()}});
}

void SessionStore::setAddress(const SessionId& id, std::string_view address) {
    transaction_.execute(kSetAddress, {dbpool::Blob{id.octets()}, address});
}

std::int64_t SessionStore::removeExpired(const Expiry& expiry, std::int64_t limit) {
    return transaction_.execute(kRemoveExpired,
                                {millisecondsOf(expiry.shortLived), millisecondsOf(expiry.longLived), limit});
}

bool SessionEnder::remove(UserId user, const SessionId& id) {
    return transaction_.execute(kRemove, {user.value, dbpool::Blob{id.octets()}}) != 0;
}

void SessionEnder::keep(UserId user, const SessionId& id) {
    transaction_.execute(kKeep, {user.value, dbpool::Blob{id.octets()}});
}

std::int64_t SessionEnder::removeOthers(UserId user, const SessionId& kept) {
    return transaction_.execute(kRemoveOthers, {user.value, dbpool::Blob{kept.octets()}});
}

}  // namespace groupware::session
