#include "groupware/session/store/attempt_store.h"

namespace groupware::session {
namespace {

constexpr dbpool::UnsyncedStatement kAdd{"session.attempt.add",
                                         "INSERT INTO login_attempt (cid, subject, tried, id) VALUES (?, ?, ?, ?)"};
constexpr dbpool::UnsyncedStatement kRemove{
    "session.attempt.remove", "DELETE FROM login_attempt WHERE cid = ? AND subject = ? AND tried = ? AND id = ?"};
constexpr dbpool::UnsyncedStatement kBeyond{"session.attempt.beyond",
                                            "SELECT tried FROM login_attempt WHERE cid = ? AND subject = ? AND "
                                            "tried >= ? ORDER BY tried DESC LIMIT 1 OFFSET ?"};
constexpr dbpool::UnsyncedStatement kRemoveBefore{"session.attempt.remove_before",
                                                  "DELETE FROM login_attempt WHERE cid = ? AND tried < ? LIMIT ?"};

std::int64_t millisecondsOf(Instant instant) {
    return instant.time_since_epoch().count();
}

}  // namespace

void AttemptStore::add(const Attempt& attempt) {
    transaction_.execute(kAdd,
                         {dbpool::Blob{attempt.subject}, millisecondsOf(attempt.tried), dbpool::Blob{attempt.id}});
}

void AttemptStore::remove(const Attempt& attempt) {
    transaction_.execute(kRemove,
                         {dbpool::Blob{attempt.subject}, millisecondsOf(attempt.tried), dbpool::Blob{attempt.id}});
}

std::optional<Instant> AttemptStore::beyond(std::string_view subject, Instant since, std::int64_t limit) {
    auto rows = transaction_.query(kBeyond, {dbpool::Blob{subject}, millisecondsOf(since), limit});
    if (!rows.next()) return std::nullopt;
    return Instant(std::chrono::milliseconds(rows.integer(1)));
}

std::int64_t AttemptStore::removeBefore(Instant since, std::int64_t limit) {
    return transaction_.execute(kRemoveBefore, {millisecondsOf(since), limit});
}

}  // namespace groupware::session
