#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using groupware::ContextId;

/// An installation that keeps ten records, and as much time as the test says.
class ChangeTrimmerTest : public testing::Test {
protected:
    static constexpr ContextId kContext{7};

    static dbpool::RoutingLimits limitsFor(std::chrono::milliseconds keepTime) {
        dbpool::RoutingLimits limits;
        limits.changeKeepRows = 10;
        limits.changeKeepTime = keepTime;
        return limits;
    }
    static test::InstallationServers servers() {
        const dbpool::Endpoint server = test::sharedServer().endpoint();
        return {.config = server, .master = server, .replica = std::nullopt};
    }
};

TEST_F(ChangeTrimmerTest, OldRecordsBeyondTheKeptNumberGoAndTheMinimumSaysSo) {
    test::Installation installation(servers(), test::sharedServer().createSchema("trim"), {notes::schema()},
                                    limitsFor(std::chrono::milliseconds(0)));
    installation.createContext(kContext);
    groupware::CommitToken tenth;
    for (std::int64_t id = 1; id <= 30; ++id) {
        const auto token = notes::put(installation.database(), kContext, id);
        if (id == 21) tenth = token;
    }
    // The creation and the notes 1 to 20. Quick writes let the seq run ahead of the clock, which has to catch up first.
    std::int64_t removed = 0;
    EXPECT_TRUE(test::eventually(std::chrono::seconds(10),
                                 [&] { return (removed += installation.database().removeOldChanges()) == 21; }));
    const std::string schema = installation.location().schema;
    EXPECT_EQ(test::sharedServer().value("SELECT MIN(seq) FROM " + schema + ".ctx_change WHERE cid = 7"),
              std::to_string(tenth.seq.value));
    EXPECT_EQ(test::sharedServer().value("SELECT min_seq FROM " + schema + ".ctx_state WHERE cid = 7"),
              std::to_string(tenth.seq.value));
    EXPECT_EQ(installation.database().removeOldChanges(), 0);
    notes::put(installation.database(), kContext, 31);  // the context works on
}

TEST_F(ChangeTrimmerTest, YoungRecordsStayHoweverMany) {
    test::Installation installation(servers(), test::sharedServer().createSchema("trim"), {notes::schema()},
                                    limitsFor(std::chrono::minutes(10)));
    installation.createContext(kContext);
    for (std::int64_t id = 1; id <= 30; ++id) notes::put(installation.database(), kContext, id);
    EXPECT_EQ(installation.database().removeOldChanges(), 0);
}

}  // namespace
