#include "tests/admin/support/promotion_tool.h"

#include <string>

namespace {

using test::MariaDbServer;
using test::PromotionTool;

/// A context on the database, and promotions after which clients must not go on from where they were.
class LostCommits : public PromotionTool {
protected:
    LostCommits() {
        EXPECT_EQ(tool({"registerserver", "-n", "oxserver"}).status, 0);
        EXPECT_EQ(tool({"registerfilestore", "-t", "file://" + filestoreDirectory().string()}).status, 0);
        for (const int context : {11, 12, 13}) {
            const auto created = run(createContext(context, "m" + std::to_string(context)));
            EXPECT_EQ(created.status, 0) << created.err;
        }
        waitForReplicas();
    }
    std::string schemaOf(int context) const {
        return configValue("SELECT db_schema FROM `@`.context_server2db_pool WHERE cid = " + std::to_string(context));
    }
    std::string registeredEpoch(int context) const {
        return configValue("SELECT epoch FROM `@`.context_server2db_pool WHERE cid = " + std::to_string(context));
    }
    std::string epochOn(const MariaDbServer& server, int context) const {
        return server.value("SELECT epoch FROM `" + schemaOf(context) +
                            "`.ctx_state WHERE cid = " + std::to_string(context));
    }
    bool serves(int context) const {
        return run({"listuser", "-c", std::to_string(context), "-A", "oxadmin", "-P", "secret"}).status == 0;
    }
};

TEST_F(LostCommits, ATakeoverOfAnAvailableDatabaseGivesItsContextsNewEpochs) {
    ASSERT_EQ(tool({"changedatabase", "-n", "a", "--durability", "available"}).status, 0);
    ASSERT_NE(schemaOf(11), schemaOf(13));  // two in each
    const std::string before = registeredEpoch(11);
    a_.kill();
    const auto taken = tool({"promotedatabase", "-n", "a", "--to", "b"});
    ASSERT_EQ(taken.status, 0) << taken.err;
    EXPECT_TRUE(has(taken.out, "commits may be lost: 3 contexts get a new epoch\n")) << taken.out;
    EXPECT_TRUE(has(taken.out, "the config DB has the new epochs of 2 contexts of " + schemaOf(11) + "\n"))
        << taken.out;
    EXPECT_TRUE(has(taken.out, "the config DB has the new epochs of 1 contexts of " + schemaOf(13) + "\n"))
        << taken.out;
    EXPECT_GT(std::stoll(registeredEpoch(11)), std::stoll(before));
    for (const int context : {11, 12, 13}) {
        EXPECT_EQ(registeredEpoch(context), epochOn(b_, context)) << context;
        EXPECT_TRUE(serves(context)) << context;
    }
}

TEST_F(LostCommits, WhatAnInterruptedPromotionDidNotRegisterTheNextOneDoes) {
    // As a daemon leaves it that is killed after it opened the new master.
    ASSERT_EQ(tool({"promotedatabase", "-n", "a", "--to", "b"}).status, 0);
    const std::string registered = registeredEpoch(11);
    b_.execute("UPDATE `" + schemaOf(11) + "`.ctx_state SET epoch = epoch + 1000");
    EXPECT_FALSE(serves(11));
    const auto again = tool({"promotedatabase", "-n", "a", "--to", "b"});
    ASSERT_EQ(again.status, 0) << again.err;
    EXPECT_TRUE(has(again.out, "the config DB has the new epochs of 2 contexts of " + schemaOf(11))) << again.out;
    EXPECT_EQ(std::stoll(registeredEpoch(11)), std::stoll(registered) + 1000);
    EXPECT_TRUE(serves(11));
    EXPECT_FALSE(has(tool({"promotedatabase", "-n", "a", "--to", "b"}).out, "epochs"));
}

TEST_F(LostCommits, StrictDatabasesAndSwitchoversLoseNothing) {
    ASSERT_EQ(tool({"promotedatabase", "-n", "a", "--to", "a"}).status, 0);  // strict, as registered
    const std::string before = registeredEpoch(11);
    ASSERT_EQ(tool({"promotedatabase", "-n", "a", "--to", "b"}).status, 0);
    const auto position = b_.value("SELECT @@gtid_binlog_pos");
    for (const auto* const replica : {&a_, &c_}) {
        ASSERT_EQ(replica->value("SELECT MASTER_GTID_WAIT('" + position + "', 20)"), "0");
    }
    b_.kill();
    const auto taken = tool({"promotedatabase", "-n", "a", "--to", "a"});
    ASSERT_EQ(taken.status, 0) << taken.err;
    EXPECT_EQ(registeredEpoch(11), before);
    EXPECT_EQ(epochOn(a_, 11), before);
    EXPECT_TRUE(serves(11));
}

}  // namespace
