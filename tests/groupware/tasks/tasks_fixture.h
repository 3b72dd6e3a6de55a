#pragma once

#include "filestore/schema.h"
#include "groupware/attachments/schema.h"
#include "groupware/folders/schema.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/principals/schema.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/reminders/schema.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "groupware/tasks/options.h"
#include "groupware/tasks/schema.h"
#include "groupware/tasks/service/folder_tasks.h"
#include "groupware/tasks/service/task_service.h"
#include "tests/groupware/principals/people.h"
#include "tests/groupware/tasks/random_fields.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <atomic>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace groupware::tasks {

using ::test::codeOf;

/// A clock that tests set; it begins on 2026-03-01.
class TestClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(now_.load())); }
    void advance(std::chrono::milliseconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_{1'772'323'200'000};
};

/// A context with three users, two of them in a group, on a real MariaDB.
class TasksTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr UserId kAnna{3};
    static constexpr UserId kBert{4};
    static constexpr UserId kCarl{5};
    static constexpr Seq kNow{9'999'999'999'999};

    TasksTest()
        : DatabaseTest({sync::kSchema, principals::kSchema, folders::kSchema, filestore::kSchema, attachments::kSchema,
                        reminders::kSchema, tasks::kSchema}),
          limits_(Limits::from(Configuration(options()))),
          contents_({&folderTasks_}),
          folderService_(database(), contents_, folders::FolderLimits{}),
          service_(database(), access_, clock_, test::findZone, [this] { return limits_; }) {
        createContext(kContext, [this](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert", "Carl"});
            folders::createContextTree(tx, UserId{2});
            const std::vector<std::string> modules{"tasks"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            folders::createUserFolders(tx, kCarl, "Carl", modules);
            team_ = principals::addGroup(tx, {.name = "team", .displayName = "Team", .members = {kBert, kCarl}});
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
        annas_ = tasksOf(kAnna);
        berts_ = tasksOf(kBert);
        carls_ = tasksOf(kCarl);
    }

    [[nodiscard]] static Caller callerOf(UserId user) {
        Caller caller;
        caller.context = kContext;
        caller.user = user;
        caller.groups = {folders::kAllUsers};
        caller.timeZone = "Test/Summer";
        caller.modules = {"tasks", "delegatetask", "readcreatesharedfolders", "editpublicfolders"};
        return caller;
    }
    [[nodiscard]] static Caller anna() { return callerOf(kAnna); }
    [[nodiscard]] static Caller bert() { return callerOf(kBert); }
    [[nodiscard]] static Caller carl() { return callerOf(kCarl); }
    [[nodiscard]] FolderId tasksOf(UserId user) {
        auto session = database().read(kContext, Freshness::strict());
        return folders::FolderReader(session).standard(user, folders::StandardFolder::Tasks, "tasks").value().id;
    }
    /// A folder of Anna's below `parent` in which Bert has these rights.
    [[nodiscard]] FolderId newFolder(const std::string& name, const folders::Rights& forBert = {},
                                     FolderId parent = folders::kPrivate) {
        std::vector<folders::Grant> grants{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
        if (forBert.folder > 0) grants.push_back({folders::Grantee::of(kBert), forBert});
        return folderService_.create(anna(), {.parent = parent, .name = name, .module = "tasks", .grants = grants})
            .folder;
    }

    [[nodiscard]] static TaskChange titled(const std::string& title) {
        return {.fields = [title](Fields& fields) { fields.title = title; }};
    }
    Written add(const Caller& caller, FolderId folder, const std::string& title) {
        auto change = titled(title);
        change.folder = folder;
        return service_.create(caller, change);
    }
    [[nodiscard]] static Participant user(UserId id) { return {.kind = ParticipantKind::User, .id = id.value}; }
    [[nodiscard]] static Participant external(const std::string& mail) {
        return {.kind = ParticipantKind::External, .mail = mail};
    }
    Written give(const Caller& caller, FolderId folder, const std::vector<Participant>& participants) {
        auto change = titled("given");
        change.folder = folder;
        change.participants = participants;
        return service_.create(caller, change);
    }
    [[nodiscard]] std::vector<std::string> titles(const Caller& caller, FolderId folder) {
        std::vector<std::string> found;
        for (const auto& task : service_.all(caller, folder, {}).tasks) found.push_back(task.fields.title);
        return found;
    }
    [[nodiscard]] Seq now() { return service_.all(anna(), annas_, {}).timestamp; }
    Refusals remove(const Caller& caller, TaskRef ref) { return service_.remove(caller, {&ref, 1}, kNow); }
    [[nodiscard]] std::string textOf(TaskId id) {
        auto rows = connect()->query("SELECT text FROM task WHERE cid = ? AND id = ?", {kContext.value, id.value});
        return rows.next() ? rows.text(1) : "";
    }
    [[nodiscard]] std::int64_t rowsOf(const std::string& table) {
        auto rows =
            connect()->queryText("SELECT COUNT(*) FROM " + table + " WHERE cid = " + std::to_string(kContext.value));
        return rows.next() ? rows.integer(1) : -1;
    }
    [[nodiscard]] std::int64_t counted() {
        auto rows = connect()->query("SELECT used FROM object_quota WHERE cid = ? AND module = 1", {kContext.value});
        return rows.next() ? rows.integer(1) : 0;
    }

    TestClock clock_;
    folders::FolderAccess access_;
    Limits limits_;
    FolderTasks folderTasks_{clock_};
    folders::FolderContents contents_;
    folders::FolderService folderService_;
    TaskService service_;
    GroupId team_;
    FolderId annas_;
    FolderId berts_;
    FolderId carls_;
};

}  // namespace groupware::tasks
