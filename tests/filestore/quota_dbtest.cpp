#include "filestore/quota.h"

#include "filestore/blob_key.h"
#include "filestore/options.h"
#include "filestore/schema.h"
#include "filestore/trash_collector.h"
#include "groupware/base/error.h"
#include "groupware/sync/change.h"
#include "tests/filestore/blob_helpers.h"
#include "tests/filestore/temporary_filestore.h"
#include "tests/support/database_test.h"

#include <array>
#include <atomic>
#include <functional>
#include <thread>

namespace filestore::test {
namespace {

using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

class QuotaTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};

    QuotaTest() : DatabaseTest({filestore::kSchema}) {
        createContext(kContext, [](dbpool::WriteTransaction& tx) {
            createUsage(tx, 1000);
            tx.record({.kind = 7});
        });
        createContext(kOther, [](dbpool::WriteTransaction& tx) {
            createUsage(tx, kUnlimited);
            tx.record({.kind = 7});
        });
    }

    void write(const std::function<void(dbpool::WriteTransaction&)>& closure, ContextId context = kContext) {
        database().write(context, [&](dbpool::WriteTransaction& tx) {
            closure(tx);
            tx.record({.kind = 2});
        });
    }
    void add(std::int64_t octets, ContextId context = kContext) {
        write([&](dbpool::WriteTransaction& tx) { charge(tx, octets); }, context);
    }
    [[nodiscard]] Usage now(ContextId context = kContext) {
        auto session = database().read(context, Freshness::strict());
        return usage(session);
    }
};

TEST_F(QuotaTest, ChargesAddUpToTheLastOctet) {
    add(600);
    add(400);
    EXPECT_EQ(now().used, 1000);
    EXPECT_EQ(codeOf([&] { add(1); }), ErrorCode::QuotaExceeded);
    EXPECT_EQ(now().used, 1000);
    add(-1000);
    EXPECT_EQ(now().used, 0);
}

TEST_F(QuotaTest, ARefusedChargeTakesItsTransactionAlong) {
    EXPECT_EQ(codeOf([&] {
                  write([](dbpool::WriteTransaction& tx) {
                      charge(tx, 500);
                      charge(tx, 501);
                  });
              }),
              ErrorCode::QuotaExceeded);
    EXPECT_EQ(now().used, 0);
}

TEST_F(QuotaTest, AboveALoweredQuotaOnlyDeletingWorks) {
    add(900);
    write([](dbpool::WriteTransaction& tx) { setQuota(tx, 100); });
    EXPECT_EQ(codeOf([&] { add(1); }), ErrorCode::QuotaExceeded);
    add(-1);
    EXPECT_EQ(now().used, 899);
    EXPECT_EQ(now().quota, 100);
}

TEST_F(QuotaTest, UnlimitedContextsCountTooAndContextsDoNotMix) {
    add(1LL << 50, kOther);
    EXPECT_EQ(now(kOther).used, 1LL << 50);
    EXPECT_EQ(now(kOther).quota, kUnlimited);
    EXPECT_EQ(now().used, 0);
}

TEST_F(QuotaTest, RequireRoomRefusesWhatChargeWould) {
    add(990);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_NO_THROW(requireRoom(session, 10));
    EXPECT_EQ(codeOf([&] { requireRoom(session, 11); }), ErrorCode::QuotaExceeded);
}

TEST_F(QuotaTest, ConcurrentUploadsNeverPassTheQuota) {
    std::atomic<int> stored{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                try {
                    add(300);
                    ++stored;
                } catch (const groupware::Error& error) {
                    EXPECT_EQ(error.code(), ErrorCode::QuotaExceeded) << error.what();
                }
            });
        }
    }
    EXPECT_EQ(stored, 3);
    EXPECT_EQ(now().used, 900);
}

class TrashCollectorTest : public QuotaTest {
protected:
    [[nodiscard]] static groupware::Configuration configuration(const std::string& grace) {
        return groupware::Configuration(options(), {{"filestore.trashGrace", grace}, {"filestore.freeFloor", "0"}});
    }
    TrashCollector::Outcome collect(const std::string& grace) {
        return TrashCollector(database(), directory_, clock_, groupware::ConfigurationSource(configuration(grace)))
            .collect(kContext);
    }

    groupware::SystemClock clock_;
    TemporaryFilestore filestore_;
    groupware::ConfigurationSource configuration_{configuration("0")};
    LocalDirectory directory_{[this](ContextId context) {
                                  return ContextPlace{.filestore = TemporaryFilestore::identity(),
                                                      .uri = filestore_.uri(),
                                                      .name = std::to_string(context.value) + "_ctx_store"};
                              },
                              configuration_};
};

TEST_F(TrashCollectorTest, ABlobGoesOnlyAfterItsGraceTime) {
    const auto store = directory_.storeOf(kContext);
    const auto gone = putText(*store, "gone");
    const auto kept = putText(*store, "kept");
    write([&](dbpool::WriteTransaction& tx) { trash(tx, gone.key); });
    EXPECT_EQ(collect("1h").blobs, 0);
    EXPECT_TRUE(store->exists(gone.key));
    EXPECT_EQ(collect("0").blobs, 1);
    EXPECT_FALSE(store->exists(gone.key));
    EXPECT_TRUE(store->exists(kept.key));
    EXPECT_EQ(collect("0").blobs, 0) << "its row is gone, too";
}

TEST_F(TrashCollectorTest, ARolledBackDeleteKeepsTheBlob) {
    const auto store = directory_.storeOf(kContext);
    const auto blob = putText(*store, "kept");
    EXPECT_EQ(codeOf([&] {
                  write([&](dbpool::WriteTransaction& tx) {
                      trash(tx, blob.key);
                      charge(tx, 5000);
                  });
              }),
              ErrorCode::QuotaExceeded);
    EXPECT_EQ(collect("0").blobs, 0);
    EXPECT_TRUE(store->exists(blob.key));
}

TEST_F(TrashCollectorTest, ACollectorThatCrashedAfterTheFileFinishesTheNextTime) {
    const auto store = directory_.storeOf(kContext);
    const auto blob = putText(*store, "x");
    write([&](dbpool::WriteTransaction& tx) { trash(tx, blob.key); });
    store->remove(blob.key);
    EXPECT_EQ(collect("0").blobs, 1);
    EXPECT_EQ(collect("0").blobs, 0);
}

TEST_F(TrashCollectorTest, AReloadOfTheFreeSpaceFloorCountsFromTheNextUploadOn) {
    const auto floor = [this](const std::string& value) {
        (void)configuration_.reload(options(), groupware::Configuration(options(), {{"filestore.freeFloor", value}}));
    };
    EXPECT_NO_THROW((void)putText(*directory_.storeOf(kContext), "fits"));
    floor("1000000G");
    EXPECT_EQ(codeOf([&] { (void)putText(*directory_.storeOf(kContext), "too much"); }), ErrorCode::QuotaExceeded);
    floor("0");
    EXPECT_NO_THROW((void)putText(*directory_.storeOf(kContext), "fits again"));
}

TEST_F(TrashCollectorTest, WhatAFilestoreDidIsCounted) {
    const auto store = directory_.storeOf(kContext);
    const auto blob = putText(*store, "12345");
    std::array<char, 3> part{};
    EXPECT_EQ(store->open(blob.key)->readAt(1, part), 3U);
    const auto before = directory_.status().at(0);
    EXPECT_EQ(before.id, TemporaryFilestore::kId);
    EXPECT_TRUE(before.available);
    EXPECT_TRUE(before.working);
    EXPECT_EQ(before.octetsIn, 5U);
    EXPECT_EQ(before.octetsOut, 3U);
    EXPECT_EQ(before.failures, 0U);
    filestore_.unmount();
    EXPECT_EQ(codeOf([&] { (void)putText(*store, "nowhere"); }), ErrorCode::Unavailable);
    const auto after = directory_.status().at(0);
    EXPECT_FALSE(after.working);
    EXPECT_TRUE(after.available);  // an answer, if a bad one: the breaker is for silence
    EXPECT_EQ(after.failures, 1U);
    EXPECT_GT(after.operations, before.operations);
}

TEST_F(TrashCollectorTest, MoreThanOneBatchIsCollected) {
    std::vector<std::string> keys;
    for (int i = 0; i < 205; ++i) keys.push_back(newBlobKey());
    const auto store = directory_.storeOf(kContext);
    keys.push_back(putText(*store, "x").key);
    write([&](dbpool::WriteTransaction& tx) {
        for (const auto& key : keys) trash(tx, key);
    });
    EXPECT_EQ(collect("0").blobs, 206);
    EXPECT_EQ(filestore_.files(), 0U);
}

TEST_F(TrashCollectorTest, AnUnmountedFilestoreLosesNoTrash) {
    const auto store = directory_.storeOf(kContext);
    const auto blob = putText(*store, "x");
    write([&](dbpool::WriteTransaction& tx) { trash(tx, blob.key); });
    filestore_.unmount();
    EXPECT_EQ(codeOf([&] { (void)collect("0"); }), ErrorCode::Unavailable);
    filestore_.mount();
    EXPECT_EQ(collect("0").blobs, 1);
    EXPECT_FALSE(store->exists(blob.key));
}

TEST_F(TrashCollectorTest, ContextsHaveDirectoriesOfTheirOwn) {
    const auto mine = putText(*directory_.storeOf(kContext), "mine");
    EXPECT_FALSE(directory_.storeOf(kOther)->exists(mine.key));
    EXPECT_TRUE(std::filesystem::exists(filestore_.root() / "7_ctx_store" / mine.key));
}

}  // namespace
}  // namespace filestore::test
