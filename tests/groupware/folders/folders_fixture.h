#pragma once

#include "groupware/folders/schema.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/principals/schema.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/principals/people.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace groupware::folders {

using ::test::codeOf;

/// The smallest object type: notes that are nothing but an id in a folder.
class Notes final : public FolderContent {
public:
    explicit Notes(std::string_view module) : module_(module) {}

    static inline const dbpool::MigrationSet kSchema{
        "tests/notes",
        {{1, "notes",
          "CREATE TABLE note (cid BIGINT NOT NULL, id BIGINT NOT NULL, folder BIGINT NOT NULL, PRIMARY KEY (cid, id), "
          "INDEX (cid, folder)) ENGINE=InnoDB;"}}};

    static void add(dbpool::WriteTransaction& tx, FolderId folder, int count) {
        static constexpr dbpool::WriteStatement kAdd{"tests.note.add",
                                                     "INSERT INTO note (cid, id, folder) VALUES (?, ?, ?)"};
        for (int i = 0; i < count; ++i) tx.execute(kAdd, {tx.nextId("note"), folder.value});
        tx.record(sync::change(sync::Kind::Document, sync::Verb::Created, folder, 1));
    }

    std::string_view module() const noexcept override { return module_; }

    int remove(dbpool::WriteTransaction& tx, const Caller& /*caller*/, FolderId folder, int atMost) override {
        static constexpr dbpool::WriteStatement kRemove{"tests.note.remove",
                                                        "DELETE FROM note WHERE cid = ? AND folder = ? LIMIT ?"};
        largestBatch = std::max(largestBatch, atMost);
        const auto removed = static_cast<int>(tx.execute(kRemove, {folder.value, atMost}));
        if (removed > 0) tx.record(sync::change(sync::Kind::Document, sync::Verb::Removed, folder, 1));
        return removed;
    }

    int moveToTrash(dbpool::WriteTransaction& tx, const Caller& /*caller*/, FolderId folder, FolderId trash,
                    int atMost) override {
        static constexpr dbpool::ReadStatement kSome{"tests.note.some",
                                                     "SELECT id FROM note WHERE cid = ? AND folder = ? LIMIT ?"};
        static constexpr dbpool::WriteStatement kMove{
            "tests.note.move",
            "UPDATE note JOIN (SELECT ? AS own) context ON note.cid = context.own "
            "SET folder = ? WHERE id = ?"};
        std::vector<std::int64_t> ids;
        auto rows = tx.query(kSome, {folder.value, atMost});
        while (rows.next()) ids.push_back(rows.integer(1));
        for (const auto id : ids) tx.execute(kMove, {trash.value, id});
        if (!ids.empty()) tx.record(sync::change(sync::Kind::Document, sync::Verb::Changed, trash, ids.front()));
        return static_cast<int>(ids.size());
    }

    /// Notes have no creator; what is to be said of them is counted down.
    int bequeath(dbpool::WriteTransaction& /*tx*/, UserId /*user*/, UserId /*heir*/, int atMost) override {
        const int some = std::min(atMost, bequests);
        bequests -= some;
        return some;
    }

    std::map<FolderId, std::int64_t> count(dbpool::ReadSession& session, std::span<const FolderId> folders) override {
        static constexpr dbpool::ReadStatement kCount{"tests.note.count",
                                                      "SELECT COUNT(*) FROM note WHERE cid = ? AND folder = ?"};
        std::map<FolderId, std::int64_t> counts;
        for (const auto folder : folders) {
            auto rows = session.query(kCount, {folder.value});
            counts[folder] = rows.next() ? rows.integer(1) : 0;
        }
        return counts;
    }

    int largestBatch = 0;
    int bequests = 0;  ///< objects that a leaving user made

private:
    std::string_view module_;
};

/// Two contexts whose users Alice, Bob (of the group Sales) and Carol have the same ids.
class FolderTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};
    static constexpr UserId kAdmin{2};
    static constexpr UserId kAlice{3};
    static constexpr UserId kBob{4};
    static constexpr UserId kCarol{5};
    static constexpr GroupId kSales{6};

    explicit FolderTest(const FolderLimits& limits = {})
        : DatabaseTest({sync::kSchema, principals::kSchema, folders::kSchema, Notes::kSchema}),
          service_(database(), contents_, limits) {
        for (const auto context : {kContext, kOther}) {
            createContext(context, [](dbpool::WriteTransaction& tx) {
                principals::test::addPeople(tx, {"Alice", "Bob", "Carol"});
                principals::GroupWriter(tx).insert(kSales, "sales", "Sales");
                createContextTree(tx, kAdmin);
                const std::vector<std::string> modules{"calendar", "contacts", "tasks", "infostore"};
                createUserFolders(tx, kAlice, "Alice", modules);
                createUserFolders(tx, kBob, "Bob", modules);
                createUserFolders(tx, kCarol, "Carol", modules);
            });
        }
    }

    static Caller as(UserId user, ContextId context = kContext) {
        Caller caller;
        caller.context = context;
        caller.user = user;
        caller.groups = {kAllUsers};
        if (user == kBob) caller.groups.push_back(kSales);
        caller.modules = {"calendar", "contacts", "tasks", "infostore", "editpublicfolders", "readcreatesharedfolders"};
        if (user == kAdmin) caller.modules.emplace_back("publicfoldereditable");
        return caller;
    }

    [[nodiscard]] FolderId standard(UserId user, StandardFolder kind, std::string_view module,
                                    ContextId context = kContext) {
        auto session = database().read(context, Freshness::strict());
        const auto found = FolderReader(session).standard(user, kind, module);
        EXPECT_TRUE(found.has_value());
        return found ? found->id : FolderId{-1};
    }
    [[nodiscard]] FolderId filesOf(UserId user, ContextId context = kContext) {
        return standard(user, StandardFolder::Infostore, kInfostoreModule, context);
    }
    [[nodiscard]] FolderId trashOf(UserId user) { return standard(user, StandardFolder::Trash, kInfostoreModule); }
    [[nodiscard]] FolderId calendarOf(UserId user) { return standard(user, StandardFolder::Calendar, kCalendarModule); }

    FolderId make(UserId user, FolderId parent, const std::string& name, std::string_view module = "",
                  ContextId context = kContext) {
        return service_
            .create(as(user, context), {.parent = parent, .name = name, .module = std::string(module), .grants = {}})
            .folder;
    }
    Seq share(UserId owner, FolderId folder, std::vector<Grant> grants, bool cascade = false) {
        grants.push_back({Grantee::of(owner), kOwnerRights});
        FolderChange change;
        change.grants = std::move(grants);
        change.cascade = cascade;
        return service_.update(as(owner), folder, change, {}).committed.seq;
    }
    Seq move(UserId user, FolderId folder, FolderId to) {
        FolderChange change;
        change.parent = to;
        return service_.update(as(user), folder, change, {}).committed.seq;
    }
    Seq rename(UserId user, FolderId folder, const std::string& name, std::optional<Seq> unchangedSince = {}) {
        FolderChange change;
        change.name = name;
        return service_.update(as(user), folder, change, unchangedSince).committed.seq;
    }
    void addGroup(GroupId group) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            principals::GroupWriter(tx).insert(group, "group " + std::to_string(group.value), "A group");
            tx.record(sync::change(sync::Kind::Group, sync::Verb::Created, {}, group.value));
        });
    }
    void addNotes(FolderId folder, int count) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { Notes::add(tx, folder, count); });
    }
    [[nodiscard]] std::int64_t notesIn(FolderId folder) {
        auto session = database().read(kContext, Freshness::strict());
        return notes_.count(session, std::span(&folder, 1))[folder];
    }
    [[nodiscard]] FolderView view(UserId user, FolderId folder, ContextId context = kContext) {
        return service_.get(as(user, context), folder, {.grants = true, .subfolders = true, .total = true})
            .folders.front();
    }
    [[nodiscard]] std::vector<std::string> namesBelow(UserId user, FolderId parent) {
        std::vector<std::string> names;
        for (const auto& entry : service_.list(as(user), parent, {}).folders) names.push_back(entry.folder.name);
        std::sort(names.begin(), names.end());
        return names;
    }
    [[nodiscard]] bool sees(UserId user, FolderId folder) {
        try {
            (void)service_.get(as(user), folder, {});
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::NotFound);
            return false;
        }
    }

    Notes notes_{kInfostoreModule};
    Notes events_{kCalendarModule};
    FolderContents contents_{{&notes_, &events_}};
    FolderService service_;
};

using Names = std::vector<std::string>;

}  // namespace groupware::folders
