#include "dbpool/configdb/config_database.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigReadStatement;
using dbpool::ConfigTransaction;
using dbpool::ConfigWriteStatement;

constexpr ConfigWriteStatement kAdd{"test.add", "INSERT INTO server VALUES (?, ?)"};
constexpr ConfigReadStatement kCount{"test.count", "SELECT COUNT(*) FROM server"};

class ConfigDatabaseTest : public testing::Test {
protected:
    ConfigDatabaseTest()
        : config_({.master = test::sharedServer().endpoint(),
                   .replicas = {},
                   .schema = test::sharedServer().createSchema("config")},
                  {}, {}) {
        config_.create();
    }
    std::int64_t count() {
        return config_.read([](ConfigReadSession& session) {
            dbpool::Rows rows = session.query(kCount);
            return rows.next() ? rows.integer(1) : -1;
        });
    }

    dbpool::ConfigDatabase config_;
};

TEST_F(ConfigDatabaseTest, TheFirstIdIsTwoAndARollbackLeavesNoGap) {
    const auto next = [](ConfigTransaction& tx) { return tx.nextId(); };
    EXPECT_EQ(config_.write(next), 2);
    EXPECT_EQ(config_.write(next), 3);
    EXPECT_THROW(config_.write([](ConfigTransaction& tx) {
        EXPECT_EQ(tx.nextId(), 4);
        throw std::runtime_error("the caller fails");
    }),
                 std::runtime_error);
    EXPECT_EQ(config_.write(next), 4);
}

TEST_F(ConfigDatabaseTest, EveryWriteAdvancesTheState) {
    const std::int64_t before = config_.refresh();
    const std::int64_t seq = config_.write([](ConfigTransaction& tx) {
        tx.execute(kAdd, {2, "one"});
        return tx.seq();
    });
    EXPECT_EQ(seq, before + 1);
    EXPECT_EQ(config_.knownSeq(), seq);
    EXPECT_EQ(config_.refresh(), seq);
    EXPECT_EQ(count(), 1);
}

TEST_F(ConfigDatabaseTest, AnErrorOfTheClosureRollsBack) {
    const std::int64_t before = config_.refresh();
    try {
        config_.write([](ConfigTransaction& tx) {
            tx.execute(kAdd, {2, "one"});
            tx.execute(kAdd, {3, "one"});
        });
        ADD_FAILURE() << "two servers of one name";
    } catch (const dbpool::DbError& error) {
        EXPECT_EQ(error.kind(), dbpool::DbErrorKind::DuplicateKey);
    }
    EXPECT_EQ(config_.refresh(), before);
    EXPECT_EQ(count(), 0);
}

TEST_F(ConfigDatabaseTest, WritersRunOneAfterTheOther) {
    constexpr int kWriters = 4;
    constexpr int kEach = 25;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < kWriters; ++writer)
            writers.emplace_back([this] {
                for (int i = 0; i < kEach; ++i)
                    config_.write([](ConfigTransaction& tx) {
                        const std::int64_t id = tx.nextId();
                        tx.execute(kAdd, {id, std::to_string(id)});
                    });
            });
    }
    EXPECT_EQ(count(), kWriters * kEach);
    EXPECT_EQ(config_.write([](ConfigTransaction& tx) { return tx.nextId(); }), 2 + kWriters * kEach);
}

TEST_F(ConfigDatabaseTest, ATouchLeavesTheStateAlone) {
    config_.write([](ConfigTransaction& tx) { tx.execute(kAdd, {2, "one"}); });
    const std::int64_t before = config_.refresh();
    EXPECT_EQ(config_.touch({"test.rename", "UPDATE server SET name = ? WHERE server_id = ?"}, {"two", 2}), 1);
    EXPECT_EQ(config_.refresh(), before);
}

TEST_F(ConfigDatabaseTest, AConnectionThatDiedInItsPoolCostsNothing) {
    EXPECT_EQ(count(), 0);
    test::sharedServer().execute("KILL USER yoke");
    EXPECT_EQ(count(), 0);
    test::sharedServer().execute("KILL USER yoke");
    config_.write([](ConfigTransaction& tx) { tx.execute(kAdd, {2, "one"}); });
    EXPECT_EQ(count(), 1);
}

TEST_F(ConfigDatabaseTest, CreatingAgainChangesNothing) {
    config_.write([](ConfigTransaction& tx) { tx.execute(kAdd, {2, "one"}); });
    config_.create();
    EXPECT_EQ(count(), 1);
}

TEST_F(ConfigDatabaseTest, WithoutAServerItIsUnavailable) {
    dbpool::Endpoint nobody = test::sharedServer().endpoint();
    nobody.port = 1;
    dbpool::ConfigDatabase config({.master = nobody, .replicas = {}, .schema = "configdb"}, {}, {});
    for (int i = 0; i < 5; ++i) {
        try {
            config.refresh();
            ADD_FAILURE() << "a server answered";
        } catch (const groupware::Error& error) {
            EXPECT_EQ(error.code(), groupware::ErrorCode::Unavailable);
        }
    }
}

}  // namespace
