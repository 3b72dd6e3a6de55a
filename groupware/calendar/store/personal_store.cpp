#include "groupware/calendar/store/personal_store.h"

#include "dbpool/routing/in_pieces.h"

namespace groupware::calendar {
namespace {

constexpr dbpool::ReadStatement kFind{
    "calendar.personal.find",
    "SELECT object, transparent, alarms FROM calendar_personal WHERE cid = ? AND user = ? AND object IN (?...)"};
constexpr dbpool::ReadStatement kOfAll{
    "calendar.personal.ofAll",
    "SELECT object, user, transparent, alarms FROM calendar_personal WHERE cid = ? AND object IN (?...)"};
constexpr dbpool::WriteStatement kSet{
    "calendar.personal.set",
    "INSERT INTO calendar_personal (cid, object, user, transparent, alarms) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY "
    "UPDATE transparent = VALUES(transparent), alarms = VALUES(alarms)"};
constexpr dbpool::WriteStatement kRemove{"calendar.personal.remove",
                                         "DELETE FROM calendar_personal WHERE cid = ? AND object = ? AND user = ?"};
constexpr dbpool::WriteStatement kRemoveOf{"calendar.personal.removeOfUser",
                                           "DELETE FROM calendar_personal WHERE cid = ? AND user = ?"};

/// @param first  the column that has `transparent`
Personal personalOf(const dbpool::Rows& rows, int first) {
    Personal personal{.alarms = rows.text(first + 1)};
    if (const auto transparent = rows.maybeInteger(first)) personal.transparent = *transparent != 0;
    return personal;
}

}  // namespace

std::map<EventId, Personal> PersonalReader::find(UserId user, std::span<const std::int64_t> objects) {
    std::map<EventId, Personal> found;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kFind, {user.value}, piece);
        while (rows.next()) found.emplace(EventId{rows.integer(1)}, personalOf(rows, 2));
    });
    return found;
}

std::map<EventId, std::map<UserId, Personal>> PersonalReader::ofAll(std::span<const std::int64_t> objects) {
    std::map<EventId, std::map<UserId, Personal>> found;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kOfAll, {}, piece);
        while (rows.next()) found[{rows.integer(1)}].emplace(UserId{rows.integer(2)}, personalOf(rows, 3));
    });
    return found;
}

void PersonalWriter::set(EventId object, UserId user, const Personal& personal) {
    transaction_.execute(kSet, {object.value, user.value, personal.transparent, personal.alarms});
}

void PersonalWriter::remove(EventId object, UserId user) {
    transaction_.execute(kRemove, {object.value, user.value});
}

std::int64_t PersonalWriter::removeOf(UserId user) {
    return transaction_.execute(kRemoveOf, {user.value});
}

}  // namespace groupware::calendar
