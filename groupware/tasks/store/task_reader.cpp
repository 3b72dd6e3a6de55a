#include "groupware/tasks/store/task_reader.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/tasks/store/task_row.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace groupware::tasks {
namespace {

using dbpool::ReadStatement;

constexpr std::string_view kFrom = " FROM task_folder f JOIN task t ON t.cid = f.cid AND t.id = f.task ";
constexpr std::string_view kText = ", t.text";
constexpr std::string_view kInFolder = "WHERE f.cid = ? AND f.task = ? AND f.folder = ?";
constexpr std::string_view kAtHome = "WHERE f.cid = ? AND f.task = ? AND f.folder = t.home";
constexpr std::string_view kByIds = "WHERE f.cid = ? AND f.task IN (?...)";
constexpr std::string_view kVisible =
    "WHERE f.cid = ? AND f.folder = ? AND f.task > ? AND (t.is_private = 0 OR t.created_by = ?) ORDER BY f.task LIMIT "
    "?";
constexpr std::string_view kOfFolder = "WHERE f.cid = ? AND f.folder = ? ORDER BY f.task LIMIT ?";
constexpr std::string_view kOwn =
    "WHERE f.cid = ? AND f.folder = ? AND f.task > ? AND t.created_by = ? ORDER BY f.task LIMIT ?";
constexpr std::string_view kChanged = "WHERE f.cid = ? AND f.folder = ? AND f.seq > ? ORDER BY f.seq, f.task";
constexpr std::string_view kTouched =
    "WHERE f.cid = ? AND f.folder = t.home AND (t.created_by = ? OR t.changed_by = ? OR EXISTS (SELECT 1 FROM "
    "task_participant p WHERE p.cid = t.cid AND p.task = t.id AND p.kind = 1 AND p.id = ?)) ORDER BY t.id LIMIT ?";

constexpr ReadStatement kFind{"tasks.task.find", dbpool::SqlText<kTaskColumns, kFrom, kInFolder>::kValue};
constexpr ReadStatement kFindHome{"tasks.task.findHome", dbpool::SqlText<kTaskColumns, kFrom, kAtHome>::kValue};
constexpr ReadStatement kFindText{"tasks.task.findText",
                                  dbpool::SqlText<kTaskColumns, kText, kFrom, kInFolder>::kValue};
constexpr ReadStatement kFindHomeText{"tasks.task.findHomeText",
                                      dbpool::SqlText<kTaskColumns, kText, kFrom, kAtHome>::kValue};
constexpr ReadStatement kFindAll{"tasks.task.findAll", dbpool::SqlText<kTaskColumns, kFrom, kByIds>::kValue};
constexpr ReadStatement kList{"tasks.task.list", dbpool::SqlText<kTaskColumns, kFrom, kVisible>::kValue};
constexpr ReadStatement kListOwn{"tasks.task.listOwn", dbpool::SqlText<kTaskColumns, kFrom, kOwn>::kValue};
constexpr ReadStatement kEverything{"tasks.task.everything", dbpool::SqlText<kTaskColumns, kFrom, kOfFolder>::kValue};
constexpr ReadStatement kChangedSince{"tasks.task.changedSince",
                                      dbpool::SqlText<kTaskColumns, kFrom, kChanged>::kValue};
constexpr ReadStatement kTouchedBy{"tasks.task.touchedBy", dbpool::SqlText<kTaskColumns, kFrom, kTouched>::kValue};

constexpr std::string_view kHits =
    "SELECT t.seq, f.task, f.folder FROM task_folder f JOIN task t ON t.cid = f.cid AND t.id = f.task WHERE f.cid = ? "
    "AND (t.title COLLATE utf8mb4_unicode_ci LIKE ? OR t.note COLLATE utf8mb4_unicode_ci LIKE ? "
    "OR t.categories COLLATE utf8mb4_unicode_ci LIKE ?) "
    "AND (? = 0 OR (COALESCE(t.due, t.start_at) >= ? AND COALESCE(t.start_at, t.due) <= ?)) ";
constexpr std::string_view kHitsVisible = "AND (t.is_private = 0 OR t.created_by = ?) AND f.folder IN (?...)";
constexpr std::string_view kHitsOwn = "AND t.created_by = ? AND f.folder IN (?...)";
constexpr ReadStatement kSearch{"tasks.task.search", dbpool::SqlText<kHits, kHitsVisible>::kValue};
constexpr ReadStatement kSearchOwn{"tasks.task.searchOwn", dbpool::SqlText<kHits, kHitsOwn>::kValue};

constexpr ReadStatement kCount{
    "tasks.folder.count",
    "SELECT folder, COUNT(*) FROM task_folder WHERE cid = ? AND folder IN (?...) GROUP BY folder"};
constexpr ReadStatement kTexts{"tasks.task.texts", "SELECT id, text FROM task WHERE cid = ? AND id IN (?...)"};
constexpr ReadStatement kPlaces{
    "tasks.folder.places",
    "SELECT task, folder, user, name FROM task_folder WHERE cid = ? AND task IN (?...) ORDER BY task, folder"};
constexpr ReadStatement kUids{"tasks.folder.uids",
                              "SELECT t.uid FROM task_folder f JOIN task t ON t.cid = f.cid AND t.id = f.task "
                              "WHERE f.cid = ? AND f.folder = ?"};
constexpr ReadStatement kParticipants{
    "tasks.participant.list",
    "SELECT p.task, p.kind, p.id, p.mail, p.name, p.chosen, p.confirmation, p.message FROM task_participant p "
    "WHERE p.cid = ? AND p.task IN (?...)"};
constexpr ReadStatement kParticipantsIn{
    "tasks.participant.listIn",
    "SELECT p.task, p.kind, p.id, p.mail, p.name, p.chosen, p.confirmation, p.message FROM task_folder f "
    "JOIN task_participant p ON p.cid = f.cid AND p.task = f.task WHERE f.cid = ? AND f.folder = ?"};

std::vector<Task> tasksOf(dbpool::Rows rows) {
    std::vector<Task> tasks;
    while (rows.next()) tasks.push_back(taskOf(rows));
    return tasks;
}

std::optional<Task> oneOf(dbpool::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return taskOf(rows);
}

void addParticipants(dbpool::Rows rows, std::map<TaskId, std::vector<Participant>>& into) {
    while (rows.next())
        into[{rows.integer(1)}].push_back({.kind = static_cast<ParticipantKind>(rows.integer(2)),
                                           .id = rows.integer(3),
                                           .mail = rows.text(4),
                                           .name = rows.text(5),
                                           .chosen = rows.integer(6) != 0,
                                           .confirmation = static_cast<Confirmation>(rows.integer(7)),
                                           .message = rows.text(8)});
}

}  // namespace

std::optional<Task> TaskReader::find(TaskId id, std::optional<FolderId> folder) {
    if (folder) return oneOf(session_.query(kFind, {id.value, folder->value}));
    return oneOf(session_.query(kFindHome, {id.value}));
}

std::optional<Task> TaskReader::findWithText(TaskId id, std::optional<FolderId> folder) {
    auto rows =
        folder ? session_.query(kFindText, {id.value, folder->value}) : session_.query(kFindHomeText, {id.value});
    if (!rows.next()) return std::nullopt;
    Task task = taskOf(rows);
    task.text = rows.text(kTextColumn);
    return task;
}

std::vector<Task> TaskReader::findAll(std::span<const std::int64_t> ids) {
    std::vector<Task> tasks;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kFindAll, {}, piece);
        while (rows.next()) tasks.push_back(taskOf(rows));
    });
    return tasks;
}

std::vector<Task> TaskReader::list(FolderId folder, const Visibility& visibility, std::size_t limit, TaskId after) {
    const auto& statement = visibility.onlyOwn ? kListOwn : kList;
    return tasksOf(session_.query(
        statement, {folder.value, after.value, visibility.viewer.value, static_cast<std::int64_t>(limit)}));
}

std::vector<Task> TaskReader::everything(FolderId folder, std::size_t limit) {
    return tasksOf(session_.query(kEverything, {folder.value, static_cast<std::int64_t>(limit)}));
}

std::vector<Task> TaskReader::changedSince(FolderId folder, Seq since) {
    return tasksOf(session_.query(kChangedSince, {folder.value, since.value}));
}

std::vector<Task> TaskReader::search(const TaskSearch& search, std::size_t limit) {
    using Hit = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // seq, task, folder
    std::vector<Hit> hits;
    const bool ranged = search.from || search.to;
    const std::int64_t from =
        search.from ? search.from->time_since_epoch().count() : std::numeric_limits<std::int64_t>::min();
    const std::int64_t to =
        search.to ? search.to->time_since_epoch().count() : std::numeric_limits<std::int64_t>::max();
    const auto collect = [&](const ReadStatement& statement, std::span<const std::int64_t> folders) {
        dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
            auto rows = session_.queryIn(
                statement,
                {search.pattern, search.pattern, search.pattern, ranged ? 1 : 0, from, to, search.viewer.value}, piece);
            while (rows.next()) hits.emplace_back(rows.integer(1), rows.integer(2), rows.integer(3));
        });
    };
    collect(kSearch, search.folders);
    collect(kSearchOwn, search.ownFolders);
    std::sort(hits.begin(), hits.end(), std::greater<>());
    // A task that is seen in several folders is one hit.
    hits.erase(std::unique(hits.begin(), hits.end(),
                           [](const Hit& a, const Hit& b) { return std::get<1>(a) == std::get<1>(b); }),
               hits.end());
    if (hits.size() > limit) hits.resize(limit);

    std::vector<std::int64_t> ids;
    for (const auto& hit : hits) ids.push_back(std::get<1>(hit));
    std::map<std::pair<std::int64_t, std::int64_t>, Task> found;
    for (Task& task : findAll(ids)) found.emplace(std::pair(task.id.value, task.folder.value), std::move(task));
    std::vector<Task> tasks;
    for (const auto& [seq, id, folder] : hits) {
        const auto task = found.find({id, folder});
        if (task != found.end()) tasks.push_back(std::move(task->second));
    }
    return tasks;
}

std::map<FolderId, std::int64_t> TaskReader::count(std::span<const FolderId> folders) {
    std::vector<std::int64_t> ids;
    for (const FolderId folder : folders) ids.push_back(folder.value);
    std::map<FolderId, std::int64_t> counts;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kCount, {}, piece);
        while (rows.next()) counts[FolderId{rows.integer(1)}] = rows.integer(2);
    });
    return counts;
}

std::map<TaskId, std::string> TaskReader::texts(std::span<const std::int64_t> ids) {
    std::map<TaskId, std::string> found;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kTexts, {}, piece);
        while (rows.next()) found.emplace(TaskId{rows.integer(1)}, rows.text(2));
    });
    return found;
}

std::map<TaskId, std::vector<Place>> TaskReader::places(std::span<const std::int64_t> ids) {
    std::map<TaskId, std::vector<Place>> found;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kPlaces, {}, piece);
        while (rows.next())
            found[{rows.integer(1)}].push_back(
                {.folder = {rows.integer(2)}, .user = {rows.integer(3)}, .name = rows.text(4)});
    });
    return found;
}

std::map<TaskId, std::vector<Participant>> TaskReader::participants(std::span<const std::int64_t> ids) {
    std::map<TaskId, std::vector<Participant>> found;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        addParticipants(session_.queryIn(kParticipants, {}, piece), found);
    });
    return found;
}

std::map<TaskId, std::vector<Participant>> TaskReader::participantsIn(FolderId folder) {
    std::map<TaskId, std::vector<Participant>> found;
    addParticipants(session_.query(kParticipantsIn, {folder.value}), found);
    return found;
}

std::set<std::string> TaskReader::uids(FolderId folder) {
    auto rows = session_.query(kUids, {folder.value});
    std::set<std::string> found;
    while (rows.next()) found.insert(rows.text(1));
    return found;
}

std::vector<Task> TaskReader::touchedBy(UserId user, std::size_t limit) {
    return tasksOf(session_.query(kTouchedBy, {user.value, user.value, user.value, static_cast<std::int64_t>(limit)}));
}

}  // namespace groupware::tasks
