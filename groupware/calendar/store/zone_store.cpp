#include "groupware/calendar/store/zone_store.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/calendar/store/event_row.h"

#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;
using dbpool::UnsyncedStatement;

// '' stands for all zones; '*' is what ZoneAnnouncement keeps. Of '', behind is 1 since a node with an older version
// was seen, and 2 while what it wrote is looked at.
constexpr UnsyncedStatement kFind{
    "calendar.zone.find",
    "SELECT zone, version, rules, seq, behind, derived FROM calendar_zone WHERE cid = ? AND zone <> '*' ORDER BY zone"};
// Versions of Yoke before 0009_zone_files.sql leave the file as it is when they store other rules.
constexpr UnsyncedStatement kFiles{"calendar.zone.files",
                                   "SELECT zone, file FROM calendar_zone WHERE cid = ? AND zone NOT IN ('', '*') AND "
                                   "rules = UNHEX(SHA2(file, 256))"};
// Values of columns that stand to the left are the new ones already: the version comes last.
constexpr UnsyncedStatement kSet{
    "calendar.zone.set",
    "INSERT INTO calendar_zone (cid, zone, version, rules, file, seq, behind) VALUES (?, ?, ?, ?, ?, ?, 0) ON "
    "DUPLICATE "
    "KEY UPDATE rules = IF(VALUES(version) >= version, VALUES(rules), rules), file = IF(VALUES(version) >= version, "
    "VALUES(file), file), seq = IF(VALUES(version) >= version, "
    "VALUES(seq), seq), behind = IF(VALUES(version) >= version AND behind = 2, 0, behind), version = GREATEST(version, "
    "VALUES(version))"};
constexpr UnsyncedStatement kSetBehind{
    "calendar.zone.setBehind",
    "INSERT INTO calendar_zone (cid, zone, version, rules, seq, behind) VALUES (?, '', '', '', 0, 1) ON DUPLICATE KEY "
    "UPDATE behind = 1"};
constexpr UnsyncedStatement kSetDerived{
    "calendar.zone.setDerived",
    "INSERT INTO calendar_zone (cid, zone, version, rules, seq, behind, derived) VALUES (?, '', '', '', 0, 0, ?) ON "
    "DUPLICATE KEY UPDATE derived = GREATEST(derived, VALUES(derived))"};

constexpr UnsyncedStatement kLookAgain{
    "calendar.zone.lookAgain",
    "INSERT INTO calendar_zone (cid, zone, version, rules, seq, behind) VALUES (?, '', '', '', 0, 2) ON DUPLICATE KEY "
    "UPDATE behind = IF(behind = 1, 2, behind)"};
constexpr dbpool::WriteStatement kAnnounce{
    "calendar.zone.announce",
    "INSERT INTO calendar_zone (cid, zone, version, rules, seq, behind) VALUES (?, '*', ?, '', 0, 0) ON DUPLICATE KEY "
    "UPDATE version = GREATEST(version, VALUES(version))"};
constexpr ReadStatement kNewest{"calendar.zone.newest",
                                "SELECT version FROM calendar_zone WHERE cid = ? AND zone = '*'"};

constexpr ReadStatement kUsed{"calendar.zone.used", "SELECT DISTINCT zone FROM calendar_event WHERE cid = ?"};
constexpr ReadStatement kObjects{
    "calendar.zone.objects",
    "SELECT DISTINCT e.object FROM calendar_event e JOIN calendar_object o ON o.cid = e.cid AND o.id = e.object WHERE "
    "e.cid = ? AND e.zone = ? AND e.object > ? AND o.seq > ? ORDER BY e.object LIMIT ?"};
constexpr ReadStatement kNotDerived{
    "calendar.zone.notDerived",
    "SELECT DISTINCT e.object FROM calendar_event e WHERE e.cid = ? AND e.hints = 0 AND e.object > ? ORDER BY e.object "
    "LIMIT ?"};
constexpr std::string_view kSelect = "SELECT e.object";
constexpr std::string_view kOfObjects = " FROM calendar_event e WHERE e.cid = ? AND e.object IN (?...)";
constexpr ReadStatement kIndexed{"calendar.zone.indexed", dbpool::SqlText<kSelect, kEventColumns, kOfObjects>::kValue};
constexpr int kRecurrenceId = 3;
constexpr std::int64_t kLooking = 2;

}  // namespace

std::optional<IndexedZones> ZoneStore::find() {
    std::optional<IndexedZones> found;
    auto rows = transaction_.query(kFind);
    while (rows.next()) {
        if (!found) found.emplace();
        const auto zone = rows.text(1);
        if (!zone.empty()) {
            // Of another version: no event was in the zone when this one began.
            if (rows.text(2) == found->version) found->rules.emplace(zone, rows.text(3));
            continue;
        }
        found->version = rows.text(2);
        found->seq = Seq{rows.integer(4)};
        found->behind = rows.integer(5) != 0;
        found->looking = rows.integer(5) == kLooking;
        found->derived = static_cast<int>(rows.integer(6));
    }
    return found;
}

std::map<std::string, std::string> ZoneStore::files() {
    std::map<std::string, std::string> found;
    auto rows = transaction_.query(kFiles);
    while (rows.next()) {
        found.emplace(rows.text(1), rows.text(2));
    }
    return found;
}

void ZoneStore::set(const IndexedZones& zones) {
    for (const auto& [zone, rules] : zones.rules) {
        const auto file = zones.files.find(zone);
        transaction_.execute(
            kSet, {zone, zones.version, dbpool::Blob{rules},
                   dbpool::Blob{file == zones.files.end() ? std::string_view() : file->second}, zones.seq.value});
    }
    transaction_.execute(kSet, {"", zones.version, dbpool::Blob{""}, dbpool::Blob{""}, zones.seq.value});
}

void ZoneStore::setBehind() {
    transaction_.execute(kSetBehind);
}

void ZoneStore::lookAgain() {
    transaction_.execute(kLookAgain);
}

void ZoneAnnouncement::announce(const std::string& version) {
    transaction_.execute(kAnnounce, {version});
}

std::string ZoneAnnouncement::newest() {
    auto rows = transaction_.query(kNewest);
    return rows.next() ? rows.text(1) : std::string();
}

void ZoneStore::setDerived(int version) {
    transaction_.execute(kSetDerived, {std::int64_t{version}});
}

std::vector<std::string> ZoneReader::zonesUsed() {
    std::vector<std::string> zones;
    auto rows = session_.query(kUsed);
    while (rows.next()) {
        if (auto zone = rows.text(1); !zone.empty()) zones.push_back(std::move(zone));
    }
    return zones;
}

std::vector<std::int64_t> ZoneReader::objectsIn(const std::string& zone, Seq since, EventId after, std::size_t limit) {
    std::vector<std::int64_t> objects;
    auto rows = session_.query(kObjects, {zone, after.value, since.value, static_cast<std::int64_t>(limit)});
    while (rows.next()) objects.push_back(rows.integer(1));
    return objects;
}

std::vector<std::int64_t> ZoneReader::notDerived(EventId after, std::size_t limit) {
    std::vector<std::int64_t> objects;
    auto rows = session_.query(kNotDerived, {after.value, static_cast<std::int64_t>(limit)});
    while (rows.next()) objects.push_back(rows.integer(1));
    return objects;
}

std::map<EventId, std::vector<IndexedEvent>> ZoneReader::indexed(std::span<const std::int64_t> objects) {
    std::map<EventId, std::vector<IndexedEvent>> found;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kIndexed, {}, piece);
        while (rows.next()) found[{rows.integer(1)}].push_back(indexedEventOf(rows, kRecurrenceId));
    });
    return found;
}

}  // namespace groupware::calendar
