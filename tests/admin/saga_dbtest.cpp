#include "tests/admin/support/admin_test.h"
#include "tests/support/eventually.h"

#include <chrono>
#include <filesystem>

namespace {

using namespace std::chrono_literals;
using test::AdminTest;

/// A daemon dies by kill -9 at a step of a context's life; the next one has to bring it to an end.
class SagaTest : public AdminTest {
protected:
    static constexpr int kContext = 7;

    void prepare(const std::string& haltAt) {
        installNode();
        startDaemon();
        registerAll();
        startDaemon(haltAt);
    }

    [[nodiscard]] std::string state() const { return configValue("SELECT state FROM `@`.context WHERE cid = 7"); }

    /// Nobody works on it any more.
    void waitUntilSettled() const {
        EXPECT_TRUE(test::eventually(20s, [&] { return state().empty() || state() == "active"; })) << state();
    }

    void expectWhole() const {
        EXPECT_EQ(state(), "active");
        EXPECT_EQ(rowsOf(kContext, "ctx_state"), 1);
        EXPECT_EQ(rowsOf(kContext, "user_account"), 1);
        EXPECT_EQ(counters(), "1 1 1");
        EXPECT_EQ(run({"listuser", "-c", "7", "-A", "oxadmin", "-P", "secret"}).status, 0);
    }

    void expectNothing() const {
        EXPECT_EQ(state(), "");
        EXPECT_EQ(rowsOf(kContext, "ctx_state"), 0);
        EXPECT_EQ(rowsOf(kContext, "user_account"), 0);
        EXPECT_EQ(rowsOf(kContext, "folder"), 0);
        EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.login2context"), "0");
        EXPECT_EQ(counters(), "0 0 0");
        EXPECT_FALSE(std::filesystem::exists(filestoreDirectory() / "7_ctx_store"));
    }

    [[nodiscard]] std::string counters() const {
        return configValue(
            "SELECT CONCAT((SELECT SUM(count) FROM `@`.contexts_per_dbpool), ' ',"
            " (SELECT COALESCE(SUM(count), 0) FROM `@`.contexts_per_dbschema), ' ',"
            " (SELECT SUM(count) FROM `@`.contexts_per_filestore))");
    }

    /// How many schemas for contexts exist, registered or not; number 0 is the cluster's own.
    [[nodiscard]] std::string schemas() const {
        return configValue(
            "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '@db\\_%'"
            " AND schema_name <> '@db_0'");
    }

    /// Creates the context with a daemon that dies on the way, and starts another one.
    void createWithDeathAt(const std::string& step) {
        prepare(step);
        EXPECT_EQ(run(createContext(kContext, "acme")).status, 105);
        EXPECT_EQ(daemon().wait(), 128 + SIGKILL);
        startDaemon();
        waitUntilSettled();
    }

    void removeWithDeathAt(const std::string& step) {
        prepare(step);
        expectLine(createContext(kContext, "acme"), "context 7 created");
        std::filesystem::create_directories(filestoreDirectory() / "7_ctx_store" / "hashed");
        EXPECT_EQ(run({"deletecontext", "-c", "7", "-A", "oxadminmaster", "-P", "secret"}).status, 105);
        EXPECT_EQ(daemon().wait(), 128 + SIGKILL);
        startDaemon();
        waitUntilSettled();
    }
};

TEST_F(SagaTest, DeathBeforeTheSchemaIsRegisteredLeavesASchemaThatDoesNotCount) {
    createWithDeathAt("schemaMade");
    expectNothing();
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.contexts_per_dbschema"), "0");
    EXPECT_EQ(schemas(), "1");
    expectLine(createContext(kContext, "acme"), "context 7 created");
    expectWhole();
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.contexts_per_dbschema"), "1");
    EXPECT_EQ(schemas(), "2") << "the number of a schema is not used again";
}

TEST_F(SagaTest, DeathBeforeTheCommitUndoesTheContext) {
    createWithDeathAt("written");
    expectNothing();
    expectLine(createContext(kContext, "acme"), "context 7 created");
    expectWhole();
}

TEST_F(SagaTest, DeathAfterTheReservationUndoesTheContext) {
    createWithDeathAt("reserved");
    expectNothing();
    expectLine(createContext(kContext, "acme"), "context 7 created");
    expectWhole();
}

TEST_F(SagaTest, DeathAfterTheRowsFinishesTheContext) {
    createWithDeathAt("filled");
    expectWhole();
    EXPECT_EQ(run(createContext(kContext, "acme")).status, 110);
}

TEST_F(SagaTest, DeathAfterTheActivationChangesNothing) {
    createWithDeathAt("activated");
    expectWhole();
    EXPECT_EQ(run(createContext(kContext, "acme")).status, 110);
}

TEST_F(SagaTest, ARepeatedCallSettlesTheDeadOneBeforeItself) {
    prepare("reserved");
    EXPECT_EQ(run(createContext(kContext, "acme")).status, 105);
    EXPECT_EQ(daemon().wait(), 128 + SIGKILL);
    startDaemon();
    expectLine(createContext(kContext, "acme"), "context 7 created");
    expectWhole();
}

TEST_F(SagaTest, ADeletionGoesOnWhereItDied) {
    removeWithDeathAt("condemned");
    expectNothing();
}

TEST_F(SagaTest, ADeletionWithoutRowsGoesOn) {
    removeWithDeathAt("emptied");
    expectNothing();
}

TEST_F(SagaTest, ADeletionWithoutFilesGoesOn) {
    removeWithDeathAt("swept");
    expectNothing();
}

}  // namespace
