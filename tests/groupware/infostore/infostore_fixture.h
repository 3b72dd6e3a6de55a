#pragma once

#include "filestore/local_directory.h"
#include "filestore/marker.h"
#include "filestore/options.h"
#include "filestore/quota.h"
#include "filestore/schema.h"
#include "groupware/folders/schema.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/infostore/options.h"
#include "groupware/infostore/schema.h"
#include "groupware/infostore/service/folder_documents.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/principals/schema.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/principals/people.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_directory.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::infostore {

using ::test::codeOf;

/// A clock that tests set.
class TestClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(now_.load())); }
    void advance(std::chrono::milliseconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_{1'800'000'000'000};
};

/// Two contexts with two users each, on a real MariaDB and a real filestore in a temporary directory.
class InfostoreTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOtherContext{8};
    static constexpr UserId kAdmin{2};
    static constexpr UserId kAnna{3};
    static constexpr UserId kBert{4};
    static constexpr std::int64_t kQuota = 64LL << 20;
    static constexpr FilestoreId kFilestore{3};

    /// @param more  schemas that a test of another folder needs besides
    explicit InfostoreTest(const std::vector<dbpool::MigrationSet>& more = {})
        : DatabaseTest(schemas(more)),
          filestores_([this](ContextId context) { return placeOf(context); }, filestoreOptions_),
          limits_(Limits::from(Configuration(options()))),
          documents_(clock_, limits_),
          contents_({&documents_}),
          folderService_(database(), contents_, folders::FolderLimits{}),
          service_(database(), filestores_, access_, clock_, [this] { return limits_; }) {
        filestore::PosixFileSystem plain;
        filestore::initialize(plain, uri(), {.id = kFilestore, .number = std::string(16, 'n')});
        provision(kContext);
        provision(kOtherContext);
        annaFiles_ = filesOf(anna());
        bertFiles_ = filesOf(bert());
    }

    [[nodiscard]] static Caller callerOf(ContextId context, UserId user) {
        Caller caller;
        caller.context = context;
        caller.user = user;
        caller.groups = {folders::kAllUsers};
        caller.modules = {"infostore"};
        return caller;
    }
    [[nodiscard]] static Caller anna() { return callerOf(kContext, kAnna); }
    [[nodiscard]] static Caller bert() { return callerOf(kContext, kBert); }

    [[nodiscard]] InfostoreService& service() { return service_; }
    /// The same service with other limits.
    [[nodiscard]] InfostoreService serviceWith(const std::map<std::string, std::string>& values) {
        return {database(), filestores_, access_, clock_,
                [limits = Limits::from(Configuration(options(), values))] { return limits; }};
    }
    [[nodiscard]] FolderId standardFolder(const Caller& caller, folders::StandardFolder kind) {
        auto session = database().read(caller.context, Freshness::strict());
        const auto folder = folders::FolderReader(session).standard(caller.user, kind, folders::kInfostoreModule);
        return folder ? folder->id : FolderId{-1};
    }
    [[nodiscard]] FolderId filesOf(const Caller& caller) {
        return standardFolder(caller, folders::StandardFolder::Infostore);
    }
    [[nodiscard]] FolderId trashOf(const Caller& caller) {
        return standardFolder(caller, folders::StandardFolder::Trash);
    }
    /// A folder of Anna's in which Bert has these rights.
    [[nodiscard]] FolderId sharedFolder(const std::string& name, const folders::Rights& forBert) {
        std::vector<folders::Grant> grants{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
        if (forBert.folder > 0) grants.push_back({folders::Grantee::of(kBert), forBert});
        return folderService_
            .create(anna(), {.parent = annaFiles_, .name = name, .module = "infostore", .grants = grants})
            .folder;
    }
    [[nodiscard]] FolderId newFolder(const std::string& name) { return sharedFolder(name, {}); }

    [[nodiscard]] StagedContents stage(const Caller& caller, std::string_view octets) {
        return service_.stage(caller, {.read = [&octets](std::span<char> into) {
                                  const std::size_t count = octets.copy(into.data(), into.size());
                                  octets.remove_prefix(count);
                                  return count;
                              }});
    }
    Written upload(const Caller& caller, FolderId folder, const std::string& name, std::string_view octets) {
        auto contents = stage(caller, octets);
        return service_.create(caller, {.folder = folder, .filename = name}, &contents, false);
    }
    [[nodiscard]] std::string download(const Caller& caller, DocumentRef document,
                                       std::optional<int> version = std::nullopt) {
        const auto opened = service_.openContents(caller, document, version);
        std::string octets(static_cast<std::size_t>(opened.reader->size()), '\0');
        EXPECT_EQ(opened.reader->readAt(0, octets), octets.size());
        return octets;
    }

    [[nodiscard]] std::int64_t used(ContextId context = kContext) {
        auto session = database().read(context, Freshness::strict());
        return filestore::usage(session).used;
    }
    [[nodiscard]] std::int64_t rowsOf(const std::string& table, ContextId context = kContext) {
        auto rows =
            connect()->queryText("SELECT COUNT(*) FROM " + table + " WHERE cid = " + std::to_string(context.value));
        return rows.next() ? rows.integer(1) : -1;
    }
    /// Files in a context's directory, finished or not.
    [[nodiscard]] std::size_t blobs(ContextId context = kContext) {
        const auto directory = filestoreDirectory_.path() / placeOf(context).name;
        if (!std::filesystem::exists(directory)) return 0;
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }
    void setQuota(std::int64_t octets) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            filestore::setQuota(tx, octets);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
    }

    [[nodiscard]] std::string uri() const { return "file://" + filestoreDirectory_.path().string(); }
    [[nodiscard]] filestore::ContextPlace placeOf(ContextId context) const {
        return {.filestore = {.id = kFilestore, .number = std::string(16, 'n')},
                .uri = uri(),
                .name = std::to_string(context.value) + "_ctx_store"};
    }

    test::TemporaryDirectory filestoreDirectory_{"infostore"};
    TestClock clock_;
    ConfigurationSource filestoreOptions_{Configuration(filestore::options())};
    filestore::LocalDirectory filestores_;
    folders::FolderAccess access_;
    Limits limits_;
    FolderDocuments documents_;
    folders::FolderContents contents_;
    folders::FolderService folderService_;
    InfostoreService service_;
    FolderId annaFiles_;
    FolderId bertFiles_;

private:
    static std::vector<dbpool::MigrationSet> schemas(const std::vector<dbpool::MigrationSet>& more) {
        std::vector<dbpool::MigrationSet> all{sync::kSchema, principals::kSchema, folders::kSchema, filestore::kSchema,
                                              infostore::kSchema};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    void provision(ContextId context) {
        createContext(context, [](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert"});
            folders::createContextTree(tx, kAdmin);
            filestore::createUsage(tx, kQuota);
            const std::vector<std::string> modules{"infostore"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
    }
};

}  // namespace groupware::infostore
