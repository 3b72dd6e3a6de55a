#include "filestore/local_blob_store.h"

#include "filestore/blob_key.h"
#include "tests/filestore/blob_store_contract.h"
#include "tests/filestore/temporary_filestore.h"
#include "tests/filestore/watched_file_system.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace filestore::test {
namespace {

using namespace std::chrono_literals;
using groupware::Error;
using groupware::ErrorCode;

/// One I/O thread, so that files() sees every clean-up done.
struct OneThreadFilestore : TemporaryFilestore {
    OneThreadFilestore()
        : TemporaryFilestore(std::make_shared<PosixFileSystem>(), IoLimits{.threads = 1, .queue = 64}) {}
};

INSTANTIATE_TYPED_TEST_SUITE_P(Local, BlobStoreContract, OneThreadFilestore);

class LocalBlobStoreTest : public testing::Test {
protected:
    /// The calls of one action as "call last-path-parts", the storage's own names shortened.
    template <class Action>
    std::vector<std::string> callsOf(Action action) {
        std::mutex mutex;
        std::vector<std::string> calls;
        files_->watch([&](const std::string& call, const std::filesystem::path& path) {
            const std::lock_guard lock(mutex);
            calls.push_back(call + " " + path.lexically_relative(filestore_.root()).string());
        });
        action();
        files_->watch({});
        return calls;
    }

    std::shared_ptr<WatchedFileSystem> files_ = std::make_shared<WatchedFileSystem>();
    TemporaryFilestore filestore_{files_, IoLimits{.threads = 2, .queue = 4, .timeout = 5s}};
};

TEST_F(LocalBlobStoreTest, BlobsLieInTheContextsHashedDirectories) {
    const auto blob = putText(filestore_.store(), "x");
    EXPECT_TRUE(isBlobKey(blob.key));
    EXPECT_TRUE(std::filesystem::is_regular_file(filestore_.root() / "7_ctx_store" / blob.key));
}

TEST_F(LocalBlobStoreTest, ContentsAreDurableBeforeTheNameAndTheNameBeforeTheAnswer) {
    std::string key;
    const auto calls = callsOf([&] { key = putText(filestore_.store(), "x").key; });
    const std::string temporary = "7_ctx_store/incoming/" + key.substr(16);
    const std::vector<std::string> expected{
        "open .yoke-filestore",
        "read .yoke-filestore",
        "statvfs .",
        "create " + temporary,
        // A new context: each level is durable before the next is made in it.
        "mkdir 7_ctx_store",
        "fsync directory .",
        "mkdir 7_ctx_store/incoming",
        "fsync directory 7_ctx_store",
        "create " + temporary,
        "write " + temporary,
        "fsync " + temporary,
        "rename 7_ctx_store/" + key,
        "mkdir 7_ctx_store",
        "fsync directory .",
        "mkdir 7_ctx_store/hashed",
        "fsync directory 7_ctx_store",
        "mkdir 7_ctx_store/" + key.substr(0, 9),
        "fsync directory 7_ctx_store/hashed",
        "mkdir 7_ctx_store/" + key.substr(0, 12),
        "fsync directory 7_ctx_store/" + key.substr(0, 9),
        "mkdir 7_ctx_store/" + key.substr(0, 15),
        "fsync directory 7_ctx_store/" + key.substr(0, 12),
        "rename 7_ctx_store/" + key,
        "fsync directory 7_ctx_store/" + key.substr(0, 15),
    };
    EXPECT_EQ(calls, expected);
}

TEST_F(LocalBlobStoreTest, AFailureAtAnyStepIsAnErrorAndLeavesNothing) {
    (void)putText(filestore_.store(), "makes the first directories");
    const auto before = filestore_.files();
    for (const std::string step : {"create", "write", "fsync", "rename", "mkdir", "fsync directory"}) {
        files_->watch([&](const std::string& call, const std::filesystem::path& path) {
            if (call == step) throw Error(ErrorCode::Unavailable, "injected at " + path.string());
        });
        EXPECT_EQ(codeOf([&] { (void)putText(filestore_.store(), "x"); }), ErrorCode::Unavailable) << step;
        files_->watch({});
        filestore_.settle(2);
        EXPECT_EQ(filestore_.files(), before) << step;
    }
}

TEST_F(LocalBlobStoreTest, LeftoversOfACrashAreRemovedOnceTheyAreOld) {
    const auto blob = putText(filestore_.store(), "finished");
    const auto leftover = filestore_.context() / "incoming" / "0123";
    std::ofstream(leftover) << "half";
    const auto now = std::chrono::system_clock::now();
    EXPECT_EQ(filestore_.store().removeStale(now - 1h), 0);
    EXPECT_TRUE(std::filesystem::exists(leftover));
    EXPECT_EQ(filestore_.store().removeStale(now + 1h), 1);
    EXPECT_FALSE(std::filesystem::exists(leftover));
    EXPECT_TRUE(filestore_.store().exists(blob.key));
}

TEST_F(LocalBlobStoreTest, ASymbolicLinkIsNotFollowed) {
    const auto blob = putText(filestore_.store(), "x");
    const auto path = filestore_.context() / blob.key;
    std::filesystem::remove(path);
    std::filesystem::create_symlink("/etc/passwd", path);
    EXPECT_EQ(codeOf([&] { (void)filestore_.store().open(blob.key); }), ErrorCode::Unavailable);
}

TEST_F(LocalBlobStoreTest, OnlyAContextsDirectoryNameIsTaken) {
    auto shared =
        std::make_shared<LocalFilestore>(TemporaryFilestore::identity(), filestore_.root(), files_, IoLimits{}, 0);
    for (const char* name : {"", "..", "7_ctx_store/..", "_ctx_store", "7_ctx_store2", "x_ctx_store", "/7_ctx_store"}) {
        EXPECT_EQ(codeOf([&] { const LocalBlobStore store(shared, name); }), ErrorCode::Internal) << name;
    }
}

TEST_F(LocalBlobStoreTest, TheMarkerOfAnotherFilestoreDoesNotCount) {
    std::ofstream(filestore_.root() / kMarkerName) << "yoke filestore 4\n";
    EXPECT_EQ(codeOf([&] { (void)putText(filestore_.store(), "x"); }), ErrorCode::Unavailable);
}

/// Counts how much of it was asked for.
class CountingSource final : public BlobSource {
public:
    std::size_t read(std::span<char> into) override {
        asked += into.size();
        return 0;
    }
    std::size_t asked = 0;
};

TEST(FreeSpaceFloorTest, AnUploadThatDoesNotFitIsRefusedBeforeItIsRead) {
    PosixFileSystem plain;
    const auto free = plain.freeBytes(std::filesystem::temp_directory_path());
    TemporaryFilestore filestore(std::make_shared<PosixFileSystem>(), {}, free / 2);
    CountingSource source;
    EXPECT_EQ(codeOf([&] { (void)filestore.store().put(source, free / 2 + (64LL << 20)); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(source.asked, 0U);
    EXPECT_EQ(putText(filestore.store(), "fits").size, 4);
}

TEST(FreeSpaceFloorTest, BelowTheFloorNothingIsAcceptedButEverythingIsReadable) {
    auto files = std::make_shared<PosixFileSystem>();
    TemporaryFilestore filestore(files);
    const auto blob = putText(filestore.store(), "old");
    auto full = std::make_shared<LocalFilestore>(TemporaryFilestore::identity(), filestore.root(), files, IoLimits{},
                                                 1LL << 60);
    LocalBlobStore store(full, "7_ctx_store");
    EXPECT_EQ(codeOf([&] { (void)putText(store, "new"); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(readAll(*store.open(blob.key)), "old");
    store.remove(blob.key);
    EXPECT_FALSE(store.exists(blob.key));
}

/// A storage that hangs until it is released.
class StalledStorageTest : public testing::Test {
protected:
    void stall(const std::string& step) {
        files_->watch([this, step](const std::string& call, const std::filesystem::path&) {
            if (call == step) released_.wait();
        });
    }
    void TearDown() override { release(); }
    void release() {
        if (!done_) released_.count_down();
        done_ = true;
    }

    std::latch released_{1};
    bool done_ = false;
    std::shared_ptr<WatchedFileSystem> files_ = std::make_shared<WatchedFileSystem>();
    TemporaryFilestore filestore_{
        files_,
        IoLimits{.threads = 2, .queue = 2, .timeout = 400ms, .stall = 5s, .breakerFailures = 2, .breakerProbe = 10s}};
};

TEST_F(StalledStorageTest, CallersReturnInTimeAndThenFailAtOnce) {
    const auto blob = putText(filestore_.store(), "x");
    stall("open");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(codeOf([&] { (void)filestore_.store().open(blob.key); }), ErrorCode::Unavailable);
    }
    EXPECT_FALSE(filestore_.filestore().pool.available());
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(codeOf([&] { (void)filestore_.store().open(blob.key); }), ErrorCode::Unavailable);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 1s) << "waited although the breaker is open";
}

TEST(StalledIoPoolTest, WorksAgainOnceTheStorageAnswers) {
    IoPool pool({.threads = 1, .queue = 2, .timeout = 50ms, .stall = 5s, .breakerFailures = 1, .breakerProbe = 10ms});
    auto released = std::make_shared<std::latch>(1);
    EXPECT_EQ(codeOf([&] { pool.run([released] { released->wait(); }); }), ErrorCode::Unavailable);
    EXPECT_FALSE(pool.available());
    released->count_down();
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!pool.available() && std::chrono::steady_clock::now() < deadline) {
        try {
            EXPECT_EQ(pool.run([] { return 42; }), 42);
        } catch (const Error&) {
            std::this_thread::yield();  // not yet time for the next probe
        }
    }
    EXPECT_TRUE(pool.available());
}

TEST(StalledIoPoolTest, AnAttemptTellsThoughNobodyUsesTheStorageAndNobodyWaits) {
    IoPool pool({.threads = 2, .timeout = 50ms, .tryInterval = 1ms});
    auto begun = std::make_shared<std::atomic<int>>(0);
    auto released = std::make_shared<std::latch>(1);
    const auto hang = [begun, released] {
        ++*begun;
        released->wait();
    };
    pool.attempt(hang);
    EXPECT_TRUE(pool.available()) << "nothing is known yet";
    EXPECT_TRUE(::test::eventually(10s, [&] {
        pool.attempt(hang);
        return !pool.available();
    }));
    EXPECT_EQ(begun->load(), 1) << "one at a time";
    EXPECT_EQ(pool.run([] { return 42; }), 42) << "one thread hangs, the others work";
    released->count_down();
    EXPECT_TRUE(::test::eventually(10s, [&] { return pool.available(); }));
    EXPECT_TRUE(pool.working());
    EXPECT_TRUE(::test::eventually(10s, [&] {
        pool.attempt([] { throw Error(ErrorCode::Unavailable, "not mounted"); });
        return !pool.working();
    }));
    EXPECT_TRUE(pool.available()) << "it answers";
    EXPECT_TRUE(::test::eventually(10s, [&] {
        pool.attempt([] {});
        return pool.working();
    }));
    EXPECT_EQ(pool.counters().operations, 1U) << "only what somebody asked for";
}

TEST(StalledIoPoolTest, AnAttemptIsMadeNowAndThenOnly) {
    IoPool pool({.threads = 1, .tryInterval = 1h});
    auto begun = std::make_shared<std::atomic<int>>(0);
    for (int i = 0; i < 10; ++i) {
        pool.attempt([begun] { ++*begun; });
        pool.run([] {});  // after it: there is one thread
    }
    EXPECT_EQ(begun->load(), 1);
}

TEST(StalledIoPoolTest, AnAttemptThatSucceedsClosesTheBreaker) {
    IoPool pool({.threads = 2, .timeout = 50ms, .breakerFailures = 1, .breakerProbe = 1h, .tryInterval = 1ms});
    auto released = std::make_shared<std::latch>(1);
    EXPECT_EQ(codeOf([&] { pool.run([released] { released->wait(); }); }), ErrorCode::Unavailable);
    EXPECT_FALSE(pool.available());
    released->count_down();
    pool.attempt([] {});
    EXPECT_TRUE(::test::eventually(10s, [&] { return pool.available(); }));
    EXPECT_EQ(pool.run([] { return 42; }), 42);
}

TEST(StalledIoPoolTest, ThreadsStuckForLongAreNotQueuedFor) {
    IoPool pool(
        {.threads = 1, .queue = 10, .timeout = 30s, .stall = 10ms, .breakerFailures = 100, .breakerProbe = 10s});
    auto started = std::make_shared<std::latch>(1);
    auto released = std::make_shared<std::latch>(1);
    pool.post([started, released] {
        started->count_down();
        released->wait();
    });
    started->wait();
    const auto stuckSince = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() < stuckSince + 20ms) std::this_thread::yield();
    EXPECT_EQ(codeOf([&] { pool.run([] {}); }), ErrorCode::Unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - stuckSince, 10s) << "waited for its timeout";
    released->count_down();
}

TEST_F(StalledStorageTest, AnUploadGivenUpInItsLastStepLeavesNothing) {
    stall("fsync");
    EXPECT_EQ(codeOf([&] { (void)putText(filestore_.store(), "x"); }), ErrorCode::Unavailable);
    release();
    filestore_.settle(2);
    EXPECT_EQ(filestore_.files(), 0U);
}

TEST_F(StalledStorageTest, AnUploadGivenUpAfterItsRenameLeavesNothing) {
    (void)putText(filestore_.store(), "makes the first directories");
    stall("fsync directory");
    EXPECT_EQ(codeOf([&] { (void)putText(filestore_.store(), "x"); }), ErrorCode::Unavailable);
    release();
    filestore_.settle(2);
    EXPECT_EQ(filestore_.files(), 1U);
}

TEST_F(StalledStorageTest, OtherFilestoresAreNotAffected) {
    stall("open");
    EXPECT_EQ(codeOf([&] { (void)putText(filestore_.store(), "x"); }), ErrorCode::Unavailable);
    TemporaryFilestore other;
    EXPECT_EQ(putText(other.store(), "x").size, 1);
}

TEST(RegisterFilestoreTest, InitializeIsRepeatableAndNeverTakesOverAnother) {
    TemporaryFilestore filestore;
    PosixFileSystem files;
    EXPECT_NO_THROW(initialize(files, filestore.uri(), TemporaryFilestore::identity()));
    const Identity other{.id = groupware::FilestoreId{9}, .number = TemporaryFilestore::identity().number};
    EXPECT_EQ(codeOf([&] { initialize(files, filestore.uri(), other); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { initialize(files, filestore.uri() + "/missing", other); }), ErrorCode::NotFound);
    retire(files, filestore.uri(), TemporaryFilestore::identity());
    EXPECT_EQ(codeOf([&] { verify(files, filestore.root(), TemporaryFilestore::identity()); }), ErrorCode::Unavailable);
}

TEST(RegisterFilestoreTest, TheSameIdOfAnotherClusterIsAnotherFilestore) {
    TemporaryFilestore filestore;
    PosixFileSystem files;
    const Identity foreign{.id = TemporaryFilestore::kId, .number = std::string(16, 'f')};
    EXPECT_EQ(codeOf([&] { initialize(files, filestore.uri(), foreign); }), ErrorCode::Conflict);
    try {
        verify(files, filestore.root(), foreign);
        ADD_FAILURE() << "not refused";
    } catch (const groupware::Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unavailable);
        EXPECT_NE(std::string(error.what()).find("another cluster"), std::string::npos) << error.what();
    }
    auto shared =
        std::make_shared<LocalFilestore>(foreign, filestore.root(), std::make_shared<PosixFileSystem>(), IoLimits{}, 0);
    LocalBlobStore store(shared, "7_ctx_store");
    EXPECT_EQ(codeOf([&] { (void)putText(store, "x"); }), ErrorCode::Unavailable);
    EXPECT_EQ(filestore.files(), 0U);
}

TEST(RegisterFilestoreTest, AMarkerWithoutNumberGetsOneOnce) {
    TemporaryFilestore filestore;
    PosixFileSystem files;
    const auto marker = filestore.root() / kMarkerName;
    const auto rewrite = [&] { std::ofstream(marker) << "yoke filestore 3\n"; };
    rewrite();
    auto identity = TemporaryFilestore::identity();
    EXPECT_EQ(codeOf([&] { verify(files, filestore.root(), identity); }), ErrorCode::Unavailable);
    EXPECT_EQ(codeOf([&] { initialize(files, filestore.uri(), identity); }), ErrorCode::Conflict);

    identity.unmarked = true;
    EXPECT_NO_THROW(verify(files, filestore.root(), identity)) << "before the administration has come to it";
    std::ofstream(filestore.root() / ".yoke-filestore.new") << "of a daemon that was killed";
    initialize(files, filestore.uri(), identity);
    identity.unmarked = false;
    EXPECT_NO_THROW(verify(files, filestore.root(), identity));
    EXPECT_EQ(filestore.files(), 0U) << "nothing else is left behind";

    rewrite();
    EXPECT_EQ(codeOf([&] { verify(files, filestore.root(), identity); }), ErrorCode::Unavailable);
}

TEST(RegisterFilestoreTest, OnlyPlainAbsoluteFileUrisAreFilestores) {
    EXPECT_EQ(directoryOf("file:///var/opt/filestore"), "/var/opt/filestore");
    EXPECT_EQ(directoryOf("file:///var/opt/filestore/"), "/var/opt/filestore");
    for (const char* uri :
         {"", "/var/opt", "file://", "file:///", "file://host/path", "nfs://host/path", "file:///a/../b"}) {
        EXPECT_EQ(codeOf([&] { (void)directoryOf(uri); }), ErrorCode::BadRequest) << uri;
    }
}

}  // namespace
}  // namespace filestore::test
