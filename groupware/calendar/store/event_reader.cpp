#include "groupware/calendar/store/event_reader.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/list_statement.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/base/like_pattern.h"
#include "groupware/calendar/search_words.h"
#include "groupware/calendar/store/event_row.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;
using dbpool::SqlText;

constexpr std::string_view kSelect = "SELECT ";
constexpr std::string_view kFrom = " FROM calendar_event e ";
// The index that answers is named: what a folder or a calendar has grown to must not decide.
constexpr std::string_view kByFolderFrom = "FORCE INDEX (calendar_event_folder_from) ";
constexpr std::string_view kByFolderTo = "FORCE INDEX (calendar_event_folder_to) ";
constexpr std::string_view kByOwnerFrom = "FORCE INDEX (calendar_event_owner_from) ";
constexpr std::string_view kByOwnerTo = "FORCE INDEX (calendar_event_owner_to) ";
constexpr std::string_view kJoin = "JOIN calendar_object o ON o.cid = e.cid AND o.id = e.object WHERE e.cid = ? ";
constexpr std::string_view kOfObjectFirst =
    " FROM calendar_object o JOIN calendar_event e ON e.cid = o.cid AND e.object = o.id WHERE o.cid = ? ";

// Short events begin in the range or within kMostShort before it; what lasts ends behind its beginning.
constexpr std::string_view kShort = "AND e.lasting = 0 AND e.range_from > ? AND e.range_from < ? AND e.range_to >= ? ";
constexpr std::string_view kLasting = "AND e.lasting = 1 AND e.range_to >= ? AND e.range_from < ? ";
constexpr std::string_view kUnanswered = "AND e.part_stat = 1 ";
constexpr std::string_view kOfFolders = "AND e.folder IN (?...)";
constexpr std::string_view kOfOwner = "AND e.owner_kind = 1 AND e.owner = ? LIMIT ?";

template <const std::string_view&... parts>
constexpr std::string_view kEvents = SqlText<kSelect, kObjectColumns, kEventColumns, parts...>::kValue;

constexpr ReadStatement kShortInFolders{"calendar.event.shortInFolders",
                                        kEvents<kFrom, kByFolderFrom, kJoin, kShort, kOfFolders>};
constexpr ReadStatement kLastingInFolders{"calendar.event.lastingInFolders",
                                          kEvents<kFrom, kByFolderTo, kJoin, kLasting, kOfFolders>};
constexpr ReadStatement kShortUnanswered{"calendar.event.shortUnanswered",
                                         kEvents<kFrom, kByOwnerFrom, kJoin, kShort, kUnanswered, kOfOwner>};
constexpr ReadStatement kLastingUnanswered{"calendar.event.lastingUnanswered",
                                           kEvents<kFrom, kByOwnerTo, kJoin, kLasting, kUnanswered, kOfOwner>};

constexpr std::string_view kOfResources = "AND e.owner_kind = 2 AND e.owner IN (?...)";
constexpr ReadStatement kShortAsked{"calendar.event.shortAsked",
                                    kEvents<kFrom, kByOwnerFrom, kJoin, kShort, kUnanswered, kOfResources>};
constexpr ReadStatement kLastingAsked{"calendar.event.lastingAsked",
                                      kEvents<kFrom, kByOwnerTo, kJoin, kLasting, kUnanswered, kOfResources>};

constexpr std::string_view kByIds = "AND e.id IN (?...)";
constexpr std::string_view kByObjects = "AND o.id IN (?...)";
constexpr std::string_view kInFolder = "AND e.folder = ? ORDER BY e.id LIMIT ?";
constexpr std::string_view kChanged = "AND o.folder = ? AND o.seq > ? ORDER BY o.seq, e.id";
constexpr std::string_view kByUid = "AND o.owner_kind = ? AND o.owner = ? AND o.uid = ?";
constexpr ReadStatement kFindAll{"calendar.event.findAll", kEvents<kFrom, kJoin, kByIds>};
constexpr ReadStatement kOfObjects{"calendar.event.ofObjects", kEvents<kOfObjectFirst, kByObjects>};
constexpr ReadStatement kList{"calendar.event.list", kEvents<kFrom, kJoin, kInFolder>};
constexpr ReadStatement kChangedSince{"calendar.event.changedSince", kEvents<kOfObjectFirst, kChanged>};
constexpr ReadStatement kOfUid{"calendar.event.ofUid", kEvents<kOfObjectFirst, kByUid>};

// The folder bounds what is looked at: a pattern may stand anywhere in the words, and no index knows that. Rows of
// older versions have no words yet.
constexpr std::string_view kHits =
    "SELECT o.seq, e.id FROM calendar_event e FORCE INDEX (calendar_event_folder_from) JOIN calendar_object o ON o.cid "
    "= e.cid AND o.id = e.object WHERE e.cid = ? AND (e.words LIKE ? OR (e.hints = 0 AND (e.summary COLLATE "
    "utf8mb4_unicode_ci LIKE ? OR e.location COLLATE utf8mb4_unicode_ci LIKE ?))) AND e.range_to >= ? AND e.range_from "
    "< ? ";
constexpr std::string_view kVisible =
    "AND (e.class = 0 OR o.created_by = ? OR (e.owner_kind = 1 AND e.owner = ?)) AND e.folder IN (?...)";
constexpr std::string_view kOwn = "AND o.created_by = ? AND e.folder IN (?...)";
constexpr ReadStatement kSearch{"calendar.event.search", SqlText<kHits, kVisible>::kValue};
constexpr ReadStatement kSearchOwn{"calendar.event.searchOwn", SqlText<kHits, kOwn>::kValue};

constexpr ReadStatement kBeyond{"calendar.event.beyond",
                                "SELECT 1 FROM calendar_event WHERE cid = ? AND folder IN (?...) LIMIT 1 OFFSET ?"};
// Takes longer: what it counts becomes a temporary table.
constexpr ReadStatement kCount{
    "calendar.event.count",
    "SELECT COUNT(*) FROM (SELECT 1 FROM calendar_event WHERE cid = ? AND folder IN (?...) LIMIT ?) some"};

constexpr Instant kAlways{std::chrono::milliseconds{-(std::int64_t{1} << 60U)}};

void append(dbpool::Rows rows, std::vector<StoredEvent>& into) {
    constexpr int kId = kObjectColumnCount + 1;
    into.reserve(into.size() + rows.count());
    while (rows.next())
        into.push_back({.object = objectOf(rows), .id = {rows.integer(kId)}, .event = indexedEventOf(rows, kId + 1)});
}

std::vector<StoredEvent> eventsOf(dbpool::Rows rows) {
    std::vector<StoredEvent> events;
    append(std::move(rows), events);
    return events;
}

/// The columns' numbers.
struct Range {
    std::int64_t from;
    std::int64_t to;
    std::int64_t earliest;  ///< what is short and reaches into the range begins behind it

    explicit Range(const IndexRange& range)
        : from(milliseconds(range.from)),
          to(milliseconds(range.to)),
          earliest(milliseconds(range.from - kMostShort) - 1) {}
};

}  // namespace

std::vector<StoredEvent> EventReader::inRange(std::span<const std::int64_t> folders, const IndexRange& wanted) {
    const Range range(wanted);
    std::vector<StoredEvent> events;
    dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
        append(session_.queryIn(kShortInFolders, {range.earliest, range.to, range.from}, piece), events);
        append(session_.queryIn(kLastingInFolders, {range.from, range.to}, piece), events);
    });
    return events;
}

std::vector<StoredEvent> EventReader::needingAction(UserId owner, const IndexRange& wanted, std::size_t limit) {
    const Range range(wanted);
    const auto most = static_cast<std::int64_t>(limit);
    std::vector<StoredEvent> events;
    append(session_.query(kShortUnanswered, {range.earliest, range.to, range.from, owner.value, most}), events);
    append(session_.query(kLastingUnanswered, {range.from, range.to, owner.value, most}), events);
    return events;
}

std::vector<StoredEvent> EventReader::askedOf(std::span<const std::int64_t> resources, const IndexRange& wanted) {
    const Range range(wanted);
    std::vector<StoredEvent> events;
    dbpool::inPieces(resources, [&](std::span<const std::int64_t> piece) {
        append(session_.queryIn(kShortAsked, {range.earliest, range.to, range.from}, piece), events);
        append(session_.queryIn(kLastingAsked, {range.from, range.to}, piece), events);
    });
    return events;
}

std::vector<StoredEvent> EventReader::findAll(std::span<const std::int64_t> ids) {
    std::vector<StoredEvent> events;
    dbpool::inPieces(
        ids, [&](std::span<const std::int64_t> piece) { append(session_.queryIn(kFindAll, {}, piece), events); });
    return events;
}

std::vector<StoredEvent> EventReader::ofObjects(std::span<const std::int64_t> objects) {
    std::vector<StoredEvent> events;
    dbpool::inPieces(
        objects, [&](std::span<const std::int64_t> piece) { append(session_.queryIn(kOfObjects, {}, piece), events); });
    return events;
}

std::vector<StoredEvent> EventReader::list(FolderId folder, std::size_t limit) {
    return eventsOf(session_.query(kList, {folder.value, static_cast<std::int64_t>(limit)}));
}

std::vector<StoredEvent> EventReader::changedSince(FolderId folder, Seq since) {
    return eventsOf(session_.query(kChangedSince, {folder.value, since.value}));
}

std::vector<StoredEvent> EventReader::ofUid(const CalendarUser& owner, std::string_view uid) {
    return eventsOf(session_.query(kOfUid, {static_cast<std::int64_t>(owner.kind), owner.id, uid}));
}

bool EventReader::haveMoreThan(std::size_t most, std::span<const std::int64_t> folders) {
    auto rest = static_cast<std::int64_t>(most);
    bool more = false;
    dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
        if (more) return;
        const bool last = &piece.back() == &folders.back();
        const auto& statement = last ? kBeyond : kCount;
        auto asked = dbpool::expandList(statement.sql, {}, piece);
        asked.values.emplace_back(last ? rest : rest + 1);
        auto rows = session_.query(ReadStatement{statement.name, asked.sql}, asked.values);
        if (!rows.next()) return;
        if (!last) rest -= rows.integer(1);
        more = last || rest < 0;
    });
    return more;
}

std::vector<StoredEvent> EventReader::search(const EventSearch& search, std::size_t limit) {
    using Hit = std::pair<std::int64_t, std::int64_t>;  // seq, event
    std::vector<Hit> hits;
    const auto range = search.range.value_or(IndexRange{.from = kAlways, .to = kForever});
    const auto from = milliseconds(range.from);
    const auto to = milliseconds(range.to);
    const auto viewer = search.viewer.value;
    const auto collect = [&](dbpool::Rows rows) {
        while (rows.next()) hits.emplace_back(rows.integer(1), rows.integer(2));
    };
    const auto pattern = likePattern(search.text);
    const auto words = searchPattern(search.text);
    dbpool::inPieces(search.folders, [&](std::span<const std::int64_t> piece) {
        collect(session_.queryIn(kSearch, {words, pattern, pattern, from, to, viewer, viewer}, piece));
    });
    dbpool::inPieces(search.ownFolders, [&](std::span<const std::int64_t> piece) {
        collect(session_.queryIn(kSearchOwn, {words, pattern, pattern, from, to, viewer}, piece));
    });
    std::sort(hits.begin(), hits.end(), std::greater<>());
    if (hits.size() > limit) hits.resize(limit);
    std::vector<std::int64_t> ids;
    for (const auto& hit : hits) ids.push_back(hit.second);
    std::map<std::int64_t, StoredEvent> found;
    for (auto& event : findAll(ids)) found.emplace(event.id.value, std::move(event));
    std::vector<StoredEvent> events;
    for (const auto id : ids) {
        if (const auto event = found.find(id); event != found.end()) events.push_back(std::move(event->second));
    }
    return events;
}

}  // namespace groupware::calendar
