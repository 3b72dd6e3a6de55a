#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/tasks/task.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::tasks {

/// A folder in which a task is seen.
struct Place {
    FolderId folder{};
    UserId user{};  ///< whose folder it is
    std::string name{};
};

/// What of a folder somebody may see: private tasks are for those who made them.
struct Visibility {
    UserId viewer{};
    bool onlyOwn = false;  ///< may read his own objects only
};

/// Where and what to search. The two lists of folders together; at most one entry per folder.
struct TaskSearch {
    std::vector<std::int64_t> folders{};     ///< what is not private in them
    std::vector<std::int64_t> ownFolders{};  ///< only what the viewer made
    UserId viewer{};
    std::string pattern{};          ///< in LIKE's language
    std::optional<Instant> from{};  ///< with `to`: only what has a date, and one in between
    std::optional<Instant> to{};
};

/// Reads tasks of the session's context, without participants, alarms and texts. Works on a replica or inside a
/// transaction.
class TaskReader {
public:
    explicit TaskReader(dbpool::ReadSession& session) : session_(session) {}

    /// The task as it is seen in that folder; without one, in its home.
    [[nodiscard]] std::optional<Task> find(TaskId id, std::optional<FolderId> folder);
    /// The same with its text.
    [[nodiscard]] std::optional<Task> findWithText(TaskId id, std::optional<FolderId> folder);
    /// Those of `ids` that exist, once for each folder they are seen in, in no order.
    [[nodiscard]] std::vector<Task> findAll(std::span<const std::int64_t> ids);
    /// The folder's tasks behind `after` by id, `limit` of them at most.
    [[nodiscard]] std::vector<Task> list(FolderId folder, const Visibility& visibility, std::size_t limit,
                                         TaskId after = {});
    /// As list(), private ones of others too.
    [[nodiscard]] std::vector<Task> everything(FolderId folder, std::size_t limit);
    /// Those that were created, changed or came here after `since`, private ones of others too; oldest change first.
    [[nodiscard]] std::vector<Task> changedSince(FolderId folder, Seq since);
    /// By id, `limit` at most; newest change first. Each as it is seen in one of the folders searched.
    [[nodiscard]] std::vector<Task> search(const TaskSearch& search, std::size_t limit);
    [[nodiscard]] std::map<FolderId, std::int64_t> count(std::span<const FolderId> folders);

    [[nodiscard]] std::map<TaskId, std::string> texts(std::span<const std::int64_t> ids);
    [[nodiscard]] std::map<TaskId, std::vector<Place>> places(std::span<const std::int64_t> ids);
    [[nodiscard]] std::map<TaskId, std::vector<Participant>> participants(std::span<const std::int64_t> ids);
    /// The same of every task of a folder, however many.
    [[nodiscard]] std::map<TaskId, std::vector<Participant>> participantsIn(FolderId folder);

    /// Of all tasks of the folder.
    [[nodiscard]] std::set<std::string> uids(FolderId folder);
    /// Tasks, in their homes, that the user made or changed last or takes part in, by id. Looks through all of the
    /// context's.
    [[nodiscard]] std::vector<Task> touchedBy(UserId user, std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::tasks
