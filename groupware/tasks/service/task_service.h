#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/lines/file_source.h"
#include "groupware/tasks/limits.h"
#include "groupware/tasks/task.h"
#include "groupware/tasks/vtodo.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware::tasks {

/// A task as a client names it: in the folder where he sees it; without one in its home.
struct TaskRef {
    TaskId id;
    std::optional<FolderId> folder{};
};

/// What a client wants different. Absent members stay as they are.
struct TaskChange {
    std::function<void(Fields&)> fields{};  ///< may be called again; changes nothing else
    std::optional<FolderId> folder{};
    /// All of them; users and groups by id, others by address. The rest of each is looked up.
    std::optional<std::vector<Participant>> participants{};
    std::optional<std::optional<Instant>> alarm{};  ///< of the caller; nothing = none any more
};

/// What a caller wants to know of tasks besides their rows: each costs a statement or two per list.
struct Details {
    bool participants = false;
    bool alarms = false;
};

/// A task as one transaction left it.
struct Written {
    Task task;
    CommitToken committed;
};

/// Tasks of one snapshot.
struct Tasks {
    std::vector<Task> tasks{};
    Seq timestamp;  ///< of the snapshot: whatever changes later has a greater one
};

/// What happened in a folder after a timestamp.
struct Changes {
    std::vector<Task> changed{};    ///< new, changed or moved here; oldest change first
    std::vector<TaskId> removed{};  ///< deleted, moved away, or not for the caller any more
    Seq timestamp;                  ///< ask for what came after this the next time
};

/// A task that a verb over many left as it was.
struct Refusal {
    TaskRef task;
    std::string reason{};  ///< for people. What is hidden from the caller and what is not there read alike
};
struct Refusals {
    std::vector<Refusal> refused{};
    CommitToken committed;
};

struct TaskQuery {
    std::string pattern{};             ///< see likePattern(); empty finds all
    std::optional<FolderId> folder{};  ///< nothing = every folder the caller may read
    std::optional<Instant> from{};     ///< only what has a date, and is due or runs in between
    std::optional<Instant> to{};
};

/// What became of one task of an import.
struct Imported {
    std::optional<Task> task{};      ///< as stored; of what its text says the uid only; or
    std::optional<Error> failure{};  ///< why not
};
struct ImportResult {
    std::vector<Imported> items{};  ///< in the order of the file
    CommitToken committed{};
};

class TaskExport;

/// The use cases of tasks. Every one but an export is a single transaction or a single snapshot: permission, rules,
/// rows, quota, tombstones, reminders and change record together; an import is several transactions of at most
/// kImportBatch tasks. Safe to call from any thread.
///
/// All throw Error: NotFound for what is not there or hidden from the caller, Forbidden, BadRequest, PreconditionFailed
/// (changed after `lastSeen`), TooLarge, QuotaExceeded, Unavailable.
class TaskService {
public:
    static constexpr std::size_t kImportBatch = 500;

    /// Everything referred to outlives this object.
    /// @param find  the system's time zones
    /// @param limits  asked at each use: they may change meanwhile
    TaskService(dbpool::ContextDatabase& database, const folders::FolderAccess& access, const Clock& clock,
                ical::FindZone find, std::function<Limits()> limits)
        : database_(database), access_(access), clock_(clock), find_(std::move(find)), limits_(std::move(limits)) {}

    [[nodiscard]] Limits limits() const { return limits_(); }

    // -- reads

    /// With all details.
    [[nodiscard]] Task get(const Caller& caller, TaskRef task) const;
    /// Every task of the folder that the caller may read.
    [[nodiscard]] Tasks all(const Caller& caller, FolderId folder, Details details) const;
    /// Those of the named tasks that exist and may be read, in the order asked for.
    [[nodiscard]] Tasks list(const Caller& caller, std::span<const TaskRef> tasks, Details details) const;
    /// Exact: every change after `since` and nothing twice, whatever was written meanwhile.
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] Changes updates(const Caller& caller, FolderId folder, Seq since, Details details) const;
    [[nodiscard]] Tasks search(const Caller& caller, const TaskQuery& query, Details details) const;
    /// Calendar objects of a folder, or of the named tasks, in one calendar, which is read piece by piece; see
    /// task_export.h. It must not outlive this object.
    [[nodiscard]] TaskExport exportFolder(const Caller& caller, FolderId folder) const;
    [[nodiscard]] TaskExport exportTasks(const Caller& caller, std::span<const TaskRef> tasks) const;

    // -- writes

    /// Adds a task to `change.folder`.
    Written create(const Caller& caller, const TaskChange& change) const;
    /// Another `change.folder` moves the task. An occurrence of a series that is done is followed by the next one, a
    /// task of its own in the same folder.
    Written update(const Caller& caller, TaskRef task, const TaskChange& change, Seq lastSeen) const;
    /// In its home a task is deleted; elsewhere the one who takes part leaves it.
    Refusals remove(const Caller& caller, std::span<const TaskRef> tasks, Seq lastSeen) const;
    /// What the caller, who takes part, says to that.
    Written confirm(const Caller& caller, TaskRef task, Confirmation confirmation, const std::string& message,
                    std::optional<Seq> lastSeen) const;
    /// Adds the tasks of a file to a folder, octet for octet; each that cannot be is reported. The file is read a batch
    /// at a time.
    /// @param newUids  also where the file has some; otherwise a uid that the folder knows is refused
    [[nodiscard]] ImportResult import(const Caller& caller, FolderId folder, const formats::lines::FileSource& file,
                                      bool newUids) const;

private:
    void requireListLength(std::size_t length) const;
    [[nodiscard]] std::vector<Task> readable(dbpool::ReadSession& session, const Caller& caller,
                                             std::span<const TaskRef> wanted) const;
    [[nodiscard]] TimeContext timesOf(const Caller& caller) const { return {.find = find_, .zone = caller.timeZone}; }
    Written write(const Caller& caller, const std::function<Task(dbpool::WriteTransaction&)>& closure) const;

    dbpool::ContextDatabase& database_;
    const folders::FolderAccess& access_;
    const Clock& clock_;
    ical::FindZone find_;
    std::function<Limits()> limits_;
};

}  // namespace groupware::tasks
