#include "dbpool/configdb/node_registry.h"
#include "groupware/base/error.h"
#include "groupware/main/contexts_upkeep.h"
#include "groupware/main/objects/filestore_places.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace groupware::main {
namespace {

class UpkeepTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kFirst{71};
    static constexpr ContextId kSecond{72};
    UpkeepTest() {
        createContext(kFirst);
        createContext(kSecond);
    }

    /// As an administrator's command does.
    void change(const dbpool::ConfigWriteStatement& statement, ContextId context) {
        config().write([&](dbpool::ConfigTransaction& tx) { tx.execute(statement, {context.value}); });
    }
};

TEST_F(UpkeepTest, EveryJobRunsForEveryContextAndAFailureStopsNeither) {
    std::vector<ContextId> swept;
    std::vector<ContextId> failed;
    const std::atomic<bool> ending{false};
    keepContexts(config(), {},
                 {{"fails",
                   [&](ContextId context) {
                       failed.push_back(context);
                       throw std::runtime_error("disk on fire");
                   }},
                  {"works", [&](ContextId context) { swept.push_back(context); }}},
                 ending);
    EXPECT_EQ(swept, (std::vector<ContextId>{kFirst, kSecond}));
    EXPECT_EQ(failed, swept);
}

TEST_F(UpkeepTest, DisabledContextsAreLeftAloneAndTheEndOfTheProgramEndsTheRound) {
    constexpr dbpool::ConfigWriteStatement kDisable{"test.context.disable",
                                                    "UPDATE context SET enabled = FALSE WHERE cid = ?"};
    change(kDisable, kFirst);
    std::vector<ContextId> swept;
    std::atomic<bool> ending{false};
    const std::vector<UpkeepJob> jobs{{"works", [&](ContextId context) { swept.push_back(context); }}};
    keepContexts(config(), {}, jobs, ending);
    EXPECT_EQ(swept, std::vector<ContextId>{kSecond});
    ending = true;
    keepContexts(config(), {}, jobs, ending);
    EXPECT_EQ(swept.size(), 1U);
}

TEST_F(UpkeepTest, NodesThatLiveShareTheContexts) {
    constexpr std::chrono::seconds kStale{60};
    dbpool::NodeRegistry registry(config());
    const auto enter = [&](char id, const char* name) {
        dbpool::Node node;
        node.id = std::string(16, id);
        node.name = name;
        node.route = "OX-1";
        node.server = ::test::Installation::kServer;
        registry.enter(node);
    };
    EXPECT_EQ(upkeepShare(config(), "a", "OX-1", kStale).count, 1) << "not entered yet: everything";
    enter('1', "a");
    enter('2', "b");
    std::map<std::string, std::vector<ContextId>> swept;
    const std::atomic<bool> ending{false};
    for (const char* name : {"a", "b"}) {
        keepContexts(config(), upkeepShare(config(), name, "OX-1", kStale),
                     {{"works", [&](ContextId context) { swept[name].push_back(context); }}}, ending);
    }
    EXPECT_EQ(swept["a"], std::vector<ContextId>{kSecond});
    EXPECT_EQ(swept["b"], std::vector<ContextId>{kFirst});
    registry.leave(std::string(16, '1'));
    registry.leave(std::string(16, '2'));
}

TEST_F(UpkeepTest, APlaceIsRememberedUntilTheConfigDatabaseChanges) {
    constexpr dbpool::ConfigWriteStatement kMove{"test.context.move",
                                                 "UPDATE context SET filestore_name = 'elsewhere' WHERE cid = ?"};
    FilestorePlaces places(config());
    EXPECT_EQ(places.find(kFirst).name, "71_ctx_store");
    EXPECT_EQ(places.find(kFirst).filestore.id, ::test::Installation::kFilestore);
    EXPECT_EQ(places.find(kFirst).filestore.number, std::string(16, 'm'));
    change(kMove, kFirst);
    EXPECT_EQ(places.find(kFirst).name, "elsewhere");
    EXPECT_EQ(places.find(kSecond).name, "72_ctx_store");
    EXPECT_THROW((void)places.find(ContextId{999}), Error);
}

}  // namespace
}  // namespace groupware::main
