#include "groupware/session/store/attempt_store.h"

namespace groupware::session {
namespace {

// Assignments run from left to right, so `attempts` still sees the old window.
constexpr dbpool::UnsyncedStatement kCount{
    "session.attempt.count",
    "INSERT INTO login_attempt (cid, subject, window_start, attempts) VALUES (?, ?, ?, 1) "
    "ON DUPLICATE KEY UPDATE attempts = IF(window_start < ?, 1, attempts + 1), "
    "window_start = IF(window_start < ?, VALUES(window_start), window_start)"};
constexpr dbpool::UnsyncedStatement kFind{"session.attempt.find",
                                          "SELECT attempts FROM login_attempt WHERE cid = ? AND subject = ?"};
// A row inserted over itself is updated; see session_store.cpp.
constexpr dbpool::UnsyncedStatement kTakeBack{
    "session.attempt.take_back",
    "INSERT INTO login_attempt SELECT * FROM login_attempt old WHERE old.cid = ? AND old.subject = ? "
    "ON DUPLICATE KEY UPDATE attempts = GREATEST(login_attempt.attempts - 1, 0)"};
constexpr dbpool::UnsyncedStatement kForget{"session.attempt.forget",
                                            "DELETE FROM login_attempt WHERE cid = ? AND subject = ?"};
constexpr dbpool::UnsyncedStatement kRemoveOld{"session.attempt.remove_old",
                                               "DELETE FROM login_attempt WHERE cid = ? AND window_start < ? LIMIT ?"};

std::int64_t millisecondsOf(Instant instant) {
    return instant.time_since_epoch().count();
}

}  // namespace

std::int64_t AttemptStore::count(std::string_view subject, Instant now, Instant windowStart) {
    transaction_.execute(
        kCount, {dbpool::Blob{subject}, millisecondsOf(now), millisecondsOf(windowStart), millisecondsOf(windowStart)});
    auto rows = transaction_.query(kFind, {dbpool::Blob{subject}});
    return rows.next() ? rows.integer(1) : 0;
}

void AttemptStore::takeBack(std::string_view subject) {
    transaction_.execute(kTakeBack, {dbpool::Blob{subject}});
}

void AttemptStore::forget(std::string_view subject) {
    transaction_.execute(kForget, {dbpool::Blob{subject}});
}

std::int64_t AttemptStore::removeOld(Instant windowStart, std::int64_t limit) {
    return transaction_.execute(kRemoveOld, {millisecondsOf(windowStart), limit});
}

}  // namespace groupware::session
