#include "groupware/calendar/store/check_store.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/calendar/store/event_row.h"

#include <string>
#include <string_view>

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;

constexpr std::string_view kSelect = "SELECT ";
constexpr std::string_view kText = ", o.text ";
constexpr std::string_view kCopiesTail =
    "FROM calendar_object p JOIN calendar_object o ON o.cid = p.cid AND o.uid = p.uid "
    "WHERE p.cid = ? AND p.id IN (?...)";

constexpr ReadStatement kCount{"calendar.check.count", "SELECT COUNT(*) FROM calendar_object WHERE cid = ?"};
constexpr ReadStatement kPage{
    "calendar.check.page",
    "SELECT p.id, p.uid, CAST(SUM(LENGTH(o.text)) AS SIGNED) FROM (SELECT cid, id, uid FROM calendar_object WHERE cid "
    "= "
    "? AND id > ? ORDER BY id LIMIT ?) p JOIN calendar_object o ON o.cid = p.cid AND o.uid = p.uid "
    "GROUP BY p.id, p.uid ORDER BY p.id"};
constexpr ReadStatement kCopies{"calendar.check.copies",
                                dbpool::SqlText<kSelect, kObjectColumns, kText, kCopiesTail>::kValue};
// Owners: 1 users, 2 resources, 3 public folders. Folders: type 1 private, 16 in a trash, 2 public.
constexpr ReadStatement kMisplaced{
    "calendar.check.misplaced",
    "SELECT o.id FROM calendar_object o LEFT JOIN folder f ON f.cid = o.cid AND f.id = o.folder "
    "WHERE o.cid = ? AND ((o.owner_kind = 2 AND o.folder <> 0) OR (o.owner_kind <> 2 AND (f.id IS NULL OR f.module <> "
    "'calendar')) OR (o.owner_kind = 1 AND (f.type = 2 OR f.owner <> o.owner)) OR (o.owner_kind = 3 AND f.id <> "
    "o.owner)) AND o.id IN (?...)"};
constexpr ReadStatement kOtherwise{"calendar.check.otherwise",
                                   "SELECT id FROM calendar_object WHERE cid = ? AND owner_kind = ? AND owner = ? AND "
                                   "uid <> ? AND INSTR(text, ?) > 0 LIMIT 1"};
constexpr ReadStatement kStrayEvents{
    "calendar.check.strayEvents",
    "SELECT e.id FROM calendar_event e LEFT JOIN calendar_object o ON o.cid = e.cid AND o.id = e.object "
    "WHERE e.cid = ? AND o.id IS NULL ORDER BY e.id LIMIT ?"};
constexpr ReadStatement kStrayPersonal{
    "calendar.check.strayPersonal",
    "SELECT p.object, p.user FROM calendar_personal p LEFT JOIN calendar_object o ON o.cid = p.cid AND o.id = p.object "
    "LEFT JOIN user_account u ON u.cid = p.cid AND u.id = p.user "
    "WHERE p.cid = ? AND (o.id IS NULL OR u.id IS NULL) ORDER BY p.object, p.user LIMIT ?"};
// Module 1: appointments.
constexpr ReadStatement kStrayReminders{
    "calendar.check.strayReminders",
    "SELECT DISTINCT r.target FROM reminder r LEFT JOIN calendar_object o ON o.cid = r.cid AND o.id = r.target "
    "LEFT JOIN calendar_event e ON e.cid = r.cid AND e.id = r.target "
    "WHERE r.cid = ? AND r.module = 1 AND o.id IS NULL AND e.id IS NULL ORDER BY r.target LIMIT ?"};
constexpr ReadStatement kStrayAlarms{
    "calendar.check.strayAlarms",
    "SELECT DISTINCT a.object, a.user FROM calendar_alarm a LEFT JOIN calendar_object o ON o.cid = a.cid AND o.id = "
    "a.object LEFT JOIN user_account u ON u.cid = a.cid AND u.id = a.user "
    "WHERE a.cid = ? AND (o.id IS NULL OR u.id IS NULL) ORDER BY a.object, a.user LIMIT ?"};
// State 0: it waits.
constexpr ReadStatement kStrayRequests{
    "calendar.check.strayRequests",
    "SELECT b.id FROM calendar_outbox b LEFT JOIN calendar_object o ON o.cid = b.cid AND o.id = b.object "
    "WHERE b.cid = ? AND b.state = 0 AND b.method = 'REQUEST' AND o.id IS NULL ORDER BY b.id LIMIT ?"};
constexpr WriteStatement kRemoveRequests{"calendar.check.removeRequests",
                                         "DELETE FROM calendar_outbox WHERE cid = ? AND id IN (?...)"};
constexpr WriteStatement kRemoveEvents{"calendar.check.removeEvents",
                                       "DELETE FROM calendar_event WHERE cid = ? AND id IN (?...)"};
constexpr WriteStatement kRemovePersonal{"calendar.check.removePersonal",
                                         "DELETE FROM calendar_personal WHERE cid = ? AND object = ? AND user = ?"};

void append(std::vector<CalendarObject>& objects, dbpool::Rows rows) {
    while (rows.next()) {
        objects.push_back(objectOf(rows));
        objects.back().text = rows.text(kObjectColumnCount + 1);
    }
}

std::vector<std::int64_t> numbers(dbpool::Rows rows) {
    std::vector<std::int64_t> found;
    while (rows.next()) found.push_back(rows.integer(1));
    return found;
}

std::vector<std::pair<EventId, UserId>> pairs(dbpool::Rows rows) {
    std::vector<std::pair<EventId, UserId>> found;
    while (rows.next()) found.emplace_back(EventId{rows.integer(1)}, UserId{rows.integer(2)});
    return found;
}

}  // namespace

std::int64_t CheckReader::count() {
    auto rows = session_.query(kCount);
    return rows.next() ? rows.integer(1) : 0;
}

std::vector<CheckReader::Weight> CheckReader::page(EventId after, std::size_t limit) {
    auto rows = session_.query(kPage, {after.value, static_cast<std::int64_t>(limit)});
    std::vector<Weight> weights;
    while (rows.next())
        weights.push_back({.id = EventId{rows.integer(1)}, .uid = rows.text(2), .octets = rows.integer(3)});
    return weights;
}

std::vector<CalendarObject> CheckReader::copiesOf(std::span<const std::int64_t> objects) {
    std::vector<CalendarObject> copies;
    dbpool::inPieces(
        objects, [&](std::span<const std::int64_t> piece) { append(copies, session_.queryIn(kCopies, {}, piece)); });
    return copies;
}

std::set<EventId> CheckReader::misplaced(std::span<const std::int64_t> objects) {
    std::set<EventId> found;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        for (const auto id : numbers(session_.queryIn(kMisplaced, {}, piece))) found.insert({id});
    });
    return found;
}

bool CheckReader::isCalledOtherwise(const CalendarUser& owner, std::string_view uid) {
    const std::string line = "UID:" + std::string(uid);
    return session_.query(kOtherwise, {static_cast<std::int64_t>(owner.kind), owner.id, uid, line}).next();
}

std::vector<std::int64_t> CheckReader::strayEvents(std::size_t limit) {
    return numbers(session_.query(kStrayEvents, {static_cast<std::int64_t>(limit)}));
}

std::vector<std::pair<EventId, UserId>> CheckReader::strayPersonal(std::size_t limit) {
    return pairs(session_.query(kStrayPersonal, {static_cast<std::int64_t>(limit)}));
}

std::vector<std::pair<EventId, UserId>> CheckReader::strayAlarms(std::size_t limit) {
    return pairs(session_.query(kStrayAlarms, {static_cast<std::int64_t>(limit)}));
}

std::vector<std::int64_t> CheckReader::strayRequests(std::size_t limit) {
    return numbers(session_.query(kStrayRequests, {static_cast<std::int64_t>(limit)}));
}

std::vector<std::int64_t> CheckReader::strayReminders(std::size_t limit) {
    return numbers(session_.query(kStrayReminders, {static_cast<std::int64_t>(limit)}));
}

void CheckWriter::removeEvents(std::span<const std::int64_t> events) {
    dbpool::inPieces(events,
                     [&](std::span<const std::int64_t> piece) { transaction_.executeIn(kRemoveEvents, {}, piece); });
}

void CheckWriter::removeRequests(std::span<const std::int64_t> requests) {
    dbpool::inPieces(requests,
                     [&](std::span<const std::int64_t> piece) { transaction_.executeIn(kRemoveRequests, {}, piece); });
}

void CheckWriter::removePersonal(EventId object, UserId user) {
    transaction_.execute(kRemovePersonal, {object.value, user.value});
}

}  // namespace groupware::calendar
