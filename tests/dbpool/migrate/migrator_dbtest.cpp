#include "dbpool/migrate/migrator.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "tests/support/eventually.h"
#include "tests/support/schema_test.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

using dbpool::MigrationSet;
using dbpool::Migrator;

constexpr std::string_view kFirst =
    "CREATE TABLE a (i INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;\n"
    "INSERT INTO a VALUES (1), (2);\n"
    "ALTER TABLE a ADD COLUMN text VARCHAR(10) NOT NULL DEFAULT 'x';\n"
    "UPDATE a SET i = i + 10;\n";
constexpr std::string_view kSecond = "CREATE TABLE b (i INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;\n";

class MigratorTest : public test::SchemaTest {
protected:
    static std::vector<MigrationSet> both() {
        return {{"tests/one", {{1, "0001_a", kFirst}}}, {"tests/two", {{1, "0001_b", kSecond}}}};
    }
    std::string value(const std::string& sql) {
        connection().use(schema());
        dbpool::Rows rows = connection().query(sql);
        return rows.next() ? rows.text(1) : "";
    }
    /// What a run leaves that is killed before or after the given statement's work.
    void pretendKilled(int started, int finished) {
        connection().execute("UPDATE schema_migration SET started = ?, finished = ?, applied = NULL",
                             {started, finished});
    }
};

TEST_F(MigratorTest, AppliesEveryFileOnceAndRecordsIt) {
    EXPECT_EQ(Migrator(connection()).apply(schema(), both()), 2);
    EXPECT_EQ(Migrator(connection()).apply(schema(), both()), 0);
    EXPECT_EQ(value("SELECT GROUP_CONCAT(i, text ORDER BY i) FROM a"), "11x,12x");
    EXPECT_EQ(value("SELECT GROUP_CONCAT(folder, number, name, finished ORDER BY folder) FROM schema_migration"
                    " WHERE applied IS NOT NULL"),
              "tests/one10001_a4,tests/two10001_b1");
}

TEST_F(MigratorTest, AFileThatIsAddedLaterIsAppliedAlone) {
    std::vector<MigrationSet> sets = both();
    Migrator(connection()).apply(schema(), sets);
    sets[0].migrations.push_back({2, "0002_c", "CREATE TABLE c (i INT);\n"});
    EXPECT_EQ(Migrator(connection()).apply(schema(), sets), 1);
    EXPECT_EQ(value("SELECT COUNT(*) FROM c"), "0");
}

TEST_F(MigratorTest, AFileThatChangedAfterItWasAppliedIsAnError) {
    std::vector<MigrationSet> sets = both();
    Migrator(connection()).apply(schema(), sets);
    sets[1].migrations[0].sql = "CREATE TABLE b (i BIGINT);\n";
    try {
        Migrator(connection()).apply(schema(), sets);
        ADD_FAILURE() << "the change went unnoticed";
    } catch (const groupware::Error& error) {
        EXPECT_EQ(error.code(), groupware::ErrorCode::Conflict);
    }
}

TEST_F(MigratorTest, ASchemaThatIsMissingIsCreatedAndNamesAreNoSql) {
    const std::string fresh = schema() + "_fresh";
    EXPECT_EQ(Migrator(connection()).apply(fresh, both()), 2);
    connection().command("DROP DATABASE " + fresh);
    EXPECT_THROW(Migrator(connection()).apply("a`; DROP DATABASE x; --", both()), groupware::Error);
}

TEST_F(MigratorTest, AKilledRunIsResumedAfterTheStatementThatItHadFinished) {
    const std::vector<MigrationSet> first{both()[0]};
    Migrator(connection()).apply(schema(), first);
    connection().command("DROP TABLE a");
    // Killed between the two statements: the table is there without its rows.
    connection().command("CREATE TABLE a (i INT NOT NULL PRIMARY KEY) ENGINE=InnoDB");
    pretendKilled(1, 1);
    EXPECT_EQ(Migrator(connection()).apply(schema(), both()), 2);
    EXPECT_EQ(value("SELECT GROUP_CONCAT(i, text ORDER BY i) FROM a"), "11x,12x");
}

TEST_F(MigratorTest, ADefinitionThatWasDoneButNotRecordedIsNotDoneTwice) {
    const std::vector<MigrationSet> first{both()[0]};
    for (const int killedAt : {1, 3}) {
        Migrator(connection()).apply(schema(), first);
        connection().command("DROP TABLE a");
        connection().command("CREATE TABLE a (i INT NOT NULL PRIMARY KEY) ENGINE=InnoDB");
        if (killedAt == 3) {
            connection().command("INSERT INTO a VALUES (1), (2)");
            connection().command("ALTER TABLE a ADD COLUMN text VARCHAR(10) NOT NULL DEFAULT 'x'");
        }
        pretendKilled(killedAt, killedAt - 1);
        EXPECT_EQ(Migrator(connection()).apply(schema(), first), 1);
        EXPECT_EQ(value("SELECT GROUP_CONCAT(i, text ORDER BY i) FROM a"), "11x,12x") << killedAt;
    }
}

TEST_F(MigratorTest, AnExistingTableIsAnErrorUnlessThisFileHadStartedToCreateIt) {
    connection().command("CREATE TABLE a (other INT)");
    for (int attempt = 1; attempt <= 2; ++attempt) {
        try {
            Migrator(connection()).apply(schema(), both());
            ADD_FAILURE() << "somebody else's table was taken for ours";
        } catch (const dbpool::DbError& error) {
            EXPECT_EQ(error.code(), 1050);
        }
    }
    connection().command("DROP TABLE a");
    EXPECT_EQ(Migrator(connection()).apply(schema(), both()), 2);
}

TEST_F(MigratorTest, AConnectionKilledDuringAStatementLeavesAFileThatTheNextRunFinishes) {
    connection().command("CREATE TABLE held (i INT NOT NULL PRIMARY KEY) ENGINE=InnoDB");
    const std::vector<MigrationSet> sets{
        {"tests/held",
         {{1, "0001_held",
           "CREATE TABLE c (i INT);\nALTER TABLE held ADD COLUMN j INT;\nINSERT INTO c VALUES (1);\n"}}}};
    connection().command("START TRANSACTION");
    static_cast<void>(connection().query("SELECT * FROM held"));  // holds the ALTER
    std::atomic<bool> failed{false};
    std::jthread migrating([&] {
        try {
            const auto own = connect();
            Migrator(*own).apply(schema(), sets);
        } catch (const dbpool::DbError&) {
            failed = true;
        }
    });
    std::string id;
    ASSERT_TRUE(test::eventually(10s, [&] {
        id = server().value("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'ALTER TABLE held%'");
        return !id.empty();
    }));
    server().execute("KILL CONNECTION " + id);
    migrating.join();
    EXPECT_TRUE(failed);
    connection().command("ROLLBACK");
    EXPECT_EQ(Migrator(connection()).apply(schema(), sets), 1);
    EXPECT_EQ(value("SELECT COUNT(j) + COUNT(*) FROM held"), "0");
    EXPECT_EQ(value("SELECT COUNT(*) FROM c"), "1");
}

TEST_F(MigratorTest, NodesThatRaceApplyEveryFileOnce) {
    std::atomic<int> applied{0};
    {
        std::vector<std::jthread> nodes;
        for (int node = 0; node < 4; ++node)
            nodes.emplace_back([&] {
                const auto own = connect();
                applied += Migrator(*own).apply(schema(), both());
            });
    }
    EXPECT_EQ(applied, 2);
    EXPECT_EQ(value("SELECT GROUP_CONCAT(i, text ORDER BY i) FROM a"), "11x,12x");
}

TEST_F(MigratorTest, ALockHeldForTooLongIsUnavailable) {
    const auto other = connect();
    static_cast<void>(other->query("SELECT GET_LOCK(CONCAT('yoke_migrate_', MD5(?)), 0)", {schema()}));
    try {
        Migrator(connection(), 0s).apply(schema(), both());
        ADD_FAILURE() << "two at once";
    } catch (const groupware::Error& error) {
        EXPECT_EQ(error.code(), groupware::ErrorCode::Unavailable);
    }
}

}  // namespace
