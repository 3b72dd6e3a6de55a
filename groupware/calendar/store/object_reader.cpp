#include "groupware/calendar/store/object_reader.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/json_list.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/calendar/store/event_row.h"

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;

constexpr std::string_view kSelect = "SELECT ";
constexpr std::string_view kFrom = ", o.text FROM calendar_object o WHERE o.cid = ? AND ";
constexpr std::string_view kById = "o.id = ?";
constexpr std::string_view kByName = "o.folder = ? AND o.name = ?";
constexpr std::string_view kByUid = "o.owner_kind = ? AND o.owner = ? AND o.uid = ?";
constexpr std::string_view kCopies = "o.uid = ? ORDER BY o.id";
constexpr std::string_view kByIds = "o.id IN (?...)";
constexpr std::string_view kBehind = "o.folder = ? AND o.id > ? ORDER BY o.id LIMIT ?";
constexpr std::string_view kChangedBehind =
    "o.folder = ? AND o.seq >= ? AND (o.seq > ? OR o.id > ?) ORDER BY o.seq, o.id LIMIT ?";

constexpr std::string_view kFromShort =
    ", IF(LENGTH(o.text) <= 65536, o.text, '') FROM calendar_object o WHERE o.cid = ? AND ";
constexpr std::string_view kFromNoText = ", '' FROM calendar_object o WHERE o.cid = ? AND ";
constexpr std::string_view kFirst = "o.folder = ? ORDER BY o.id LIMIT ?";
constexpr std::string_view kOfOwner = "o.owner_kind = ? AND o.owner = ? LIMIT ?";

template <const std::string_view& condition>
constexpr std::string_view kObjects = dbpool::SqlText<kSelect, kObjectColumns, kFrom, condition>::kValue;

constexpr ReadStatement kFind{"calendar.object.find", kObjects<kById>};
constexpr ReadStatement kFindByName{"calendar.object.findByName", kObjects<kByName>};
constexpr ReadStatement kFindByUid{"calendar.object.findByUid", kObjects<kByUid>};
constexpr ReadStatement kFindCopies{"calendar.object.copies", kObjects<kCopies>};
// The list is in a table of one column; the context id comes first, as in every statement.
constexpr std::string_view kFromUids =
    ", o.text FROM (SELECT ? AS cid) k JOIN JSON_TABLE(?, '$[*]' COLUMNS (uid VARCHAR(512) PATH '$[0]')) u JOIN "
    "calendar_object o ON o.cid = k.cid AND o.uid = u.uid COLLATE utf8mb4_nopad_bin ORDER BY o.id";
constexpr ReadStatement kFindAllCopies{"calendar.object.copiesOfAll",
                                       dbpool::SqlText<kSelect, kObjectColumns, kFromUids>::kValue};
constexpr ReadStatement kFindAll{"calendar.object.findAll", kObjects<kByIds>};
constexpr ReadStatement kFindShort{"calendar.object.findShort",
                                   dbpool::SqlText<kSelect, kObjectColumns, kFromShort, kByIds>::kValue};
constexpr ReadStatement kShortPage{"calendar.object.shortPage",
                                   dbpool::SqlText<kSelect, kObjectColumns, kFromShort, kBehind>::kValue};
constexpr ReadStatement kObjectsOfOwner{"calendar.object.ofOwner",
                                        dbpool::SqlText<kSelect, kObjectColumns, kFromNoText, kOfOwner>::kValue};
constexpr ReadStatement kHeads{"calendar.object.heads",
                               dbpool::SqlText<kSelect, kObjectColumns, kFromNoText, kFirst>::kValue};
constexpr ReadStatement kWeigh{
    "calendar.object.weigh",
    "SELECT p.id, LENGTH(p.text), (SELECT CAST(SUM(LENGTH(o.text)) AS SIGNED) FROM calendar_object o WHERE o.cid = "
    "p.cid AND o.uid = p.uid) FROM calendar_object p WHERE p.cid = ? AND p.id IN (?...)"};
constexpr ReadStatement kPage{"calendar.object.page", kObjects<kBehind>};
constexpr ReadStatement kChangedPage{"calendar.object.changedPage", kObjects<kChangedBehind>};
constexpr ReadStatement kObjectOf{"calendar.event.object",
                                  "SELECT object FROM calendar_event WHERE cid = ? AND id = ?"};
constexpr ReadStatement kCount{
    "calendar.object.count",
    "SELECT folder, COUNT(*) FROM calendar_object WHERE cid = ? AND folder IN (?...) GROUP BY folder"};
constexpr ReadStatement kTouchedBy{
    "calendar.object.touchedBy",
    "SELECT id FROM calendar_object WHERE cid = ? AND (created_by = ? OR changed_by = ?) ORDER BY id LIMIT ?"};

void append(dbpool::Rows rows, std::vector<CalendarObject>& into) {
    while (rows.next()) {
        into.push_back(objectOf(rows));
        into.back().text = rows.text(kObjectColumnCount + 1);
    }
}

std::vector<CalendarObject> objectsOf(dbpool::Rows rows) {
    std::vector<CalendarObject> objects;
    append(std::move(rows), objects);
    return objects;
}

std::optional<CalendarObject> oneOf(dbpool::Rows rows) {
    auto objects = objectsOf(std::move(rows));
    if (objects.empty()) return std::nullopt;
    return std::move(objects.front());
}

}  // namespace

std::optional<CalendarObject> ObjectReader::find(EventId object) {
    return oneOf(session_.query(kFind, {object.value}));
}

std::optional<CalendarObject> ObjectReader::findByName(FolderId folder, std::string_view name) {
    return oneOf(session_.query(kFindByName, {folder.value, name}));
}

std::optional<CalendarObject> ObjectReader::findByUid(const CalendarUser& owner, std::string_view uid) {
    return oneOf(session_.query(kFindByUid, {static_cast<std::int64_t>(owner.kind), owner.id, uid}));
}

std::vector<CalendarObject> ObjectReader::copies(std::string_view uid) {
    return objectsOf(session_.query(kFindCopies, {uid}));
}

std::vector<CalendarObject> ObjectReader::copies(std::span<const std::string> uids) {
    if (uids.empty()) return {};
    dbpool::JsonList list;
    for (const auto& uid : uids) list.row().add(uid);
    return objectsOf(session_.query(kFindAllCopies, {list.text()}));
}

std::vector<CalendarObject> ObjectReader::findAll(std::span<const std::int64_t> objects) {
    std::vector<CalendarObject> found;
    dbpool::inPieces(
        objects, [&](std::span<const std::int64_t> piece) { append(session_.queryIn(kFindAll, {}, piece), found); });
    return found;
}

std::vector<CalendarObject> ObjectReader::page(FolderId folder, EventId after, std::size_t limit) {
    return objectsOf(session_.query(kPage, {folder.value, after.value, static_cast<std::int64_t>(limit)}));
}

std::vector<CalendarObject> ObjectReader::heads(FolderId folder, std::size_t limit) {
    return objectsOf(session_.query(kHeads, {folder.value, static_cast<std::int64_t>(limit)}));
}

std::map<EventId, ObjectReader::Weight> ObjectReader::weigh(std::span<const std::int64_t> objects) {
    std::map<EventId, Weight> weights;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kWeigh, {}, piece);
        while (rows.next()) weights[{rows.integer(1)}] = {.own = rows.integer(2), .all = rows.integer(3)};
    });
    return weights;
}

std::vector<CalendarObject> ObjectReader::findShort(std::span<const std::int64_t> objects) {
    std::vector<CalendarObject> found;
    dbpool::inPieces(
        objects, [&](std::span<const std::int64_t> piece) { append(session_.queryIn(kFindShort, {}, piece), found); });
    return found;
}

std::vector<CalendarObject> ObjectReader::shortPage(FolderId folder, EventId after, std::size_t limit) {
    return objectsOf(session_.query(kShortPage, {folder.value, after.value, static_cast<std::int64_t>(limit)}));
}

std::vector<CalendarObject> ObjectReader::ofOwner(const CalendarUser& owner, std::size_t limit) {
    return objectsOf(session_.query(
        kObjectsOfOwner, {static_cast<std::int64_t>(owner.kind), owner.id, static_cast<std::int64_t>(limit)}));
}

std::vector<CalendarObject> ObjectReader::changedPage(FolderId folder, Seq seq, EventId behind, std::size_t limit) {
    return objectsOf(session_.query(
        kChangedPage, {folder.value, seq.value, seq.value, behind.value, static_cast<std::int64_t>(limit)}));
}

std::optional<EventId> ObjectReader::objectOf(EventId event) {
    auto rows = session_.query(kObjectOf, {event.value});
    if (!rows.next()) return std::nullopt;
    return EventId{rows.integer(1)};
}

std::map<FolderId, std::int64_t> ObjectReader::count(std::span<const FolderId> folders) {
    std::vector<std::int64_t> ids;
    for (const FolderId folder : folders) ids.push_back(folder.value);
    std::map<FolderId, std::int64_t> counts;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kCount, {}, piece);
        while (rows.next()) counts[FolderId{rows.integer(1)}] = rows.integer(2);
    });
    return counts;
}

std::vector<std::int64_t> ObjectReader::touchedBy(UserId user, std::size_t limit) {
    auto rows = session_.query(kTouchedBy, {user.value, user.value, static_cast<std::int64_t>(limit)});
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(1));
    return ids;
}

}  // namespace groupware::calendar
