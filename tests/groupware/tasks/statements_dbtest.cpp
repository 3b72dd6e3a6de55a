#include "groupware/tasks/service/task_export.h"
#include "tests/groupware/tasks/tasks_fixture.h"
#include "tests/support/statement_counter.h"
#include "tests/support/whole_file.h"

#include <gtest/gtest.h>

#include <functional>

namespace groupware::tasks {
namespace {

/// SQL statements per operation, counted by the server. A use case that needs more than before fails here; lower a
/// number when you have made one cheaper.
class TaskStatementsTest : public TasksTest {
protected:
    TaskStatementsTest() {
        add(anna(), annas_, "warm");  // connections, placement and prepared statements are there
    }

    [[nodiscard]] ::test::StatementFigure statements(const std::function<void()>& action) const {
        return counter_.statements(action);
    }
    /// That the server looked at, in tables and indexes.
    [[nodiscard]] ::test::StatementFigure rows(const std::function<void()>& action) const {
        return counter_.rows(action);
    }
    /// A caller as after a request's admission: freshness costs no statement of its own.
    Caller admitted(Caller caller) {
        caller.freshness = Freshness::atLeast(add(anna(), annas_, "state").committed);
        return caller;
    }
    /// A folder as it grows over the years: ids from 100,000 on.
    void fill(FolderId folder, int tasks) {
        const std::string cid = std::to_string(kContext.value);
        const std::string sequence = " FROM seq_1_to_" + std::to_string(tasks);
        const std::string home = std::to_string(folder.value);
        connect()->command(
            "INSERT INTO task (cid, id, home, uid, title, note, whole_days, status, percent, priority, currency, "
            "billing, "
            "companies, trip_meter, categories, color_label, is_private, sequence, organizer, series_type, "
            "series_interval, series_days, series_day_in_month, series_month, series_position, participants, "
            "created_by, "
            "created_at, changed_by, created_seq, seq, text) SELECT " +
            cid + ", 100000 + seq, " + home +
            ", seq, CONCAT('task ', seq), '', 0, 1, 0, 0, '', '', '', '', '', 0, 0, 0, '', 0, 1, 0, 0, 0, 0, 0, 3, 0, "
            "3, "
            "seq, seq, ''" +
            sequence);
        connect()->command("INSERT INTO task_folder (cid, folder, task, user, name, seq) SELECT " + cid + ", " + home +
                           ", 100000 + seq, 3, CONCAT('t', seq), seq" + sequence);
        connect()->command("ANALYZE TABLE task, task_folder");
    }
    [[nodiscard]] std::vector<TaskRef> filled(int tasks) const {
        std::vector<TaskRef> refs;
        for (int number = 1; number <= tasks; ++number) refs.push_back({.id = {100'000 + number}, .folder = annas_});
        return refs;
    }

private:
    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

constexpr Details kEverything{.participants = true, .alarms = true};

TEST_F(TaskStatementsTest, Reads) {
    const Caller caller = admitted(anna());
    const auto made = give(anna(), annas_, {user(kBert)});
    const TaskRef ref{.id = made.task.id, .folder = annas_};
    EXPECT_EQ(statements([&] { (void)service_.get(caller, ref); }), 4);
    EXPECT_EQ(statements([&] { (void)service_.all(caller, annas_, {}); }), 2);
    EXPECT_EQ(statements([&] { (void)service_.all(caller, annas_, kEverything); }), 4);
    EXPECT_EQ(statements([&] { (void)service_.list(caller, {&ref, 1}, {}); }), 2);
    EXPECT_EQ(statements([&] { (void)service_.updates(caller, annas_, {}, {}); }), 3);
    EXPECT_EQ(statements([&] { (void)service_.search(caller, {.pattern = "given"}, {}); }), 3);
    EXPECT_EQ(statements([&] { (void)::test::wholeFile(service_.exportFolder(caller, annas_)); }), 3);
}

TEST_F(TaskStatementsTest, AListOfAThousand) {
    fill(annas_, 1000);
    const auto refs = filled(1000);
    const Caller caller = admitted(anna());
    // Two lists of ids, and the folder's rights.
    EXPECT_EQ(statements([&] { EXPECT_EQ(service_.list(caller, refs, {}).tasks.size(), 1000U); }), 3);
    // Alarms are one more; nobody takes part.
    EXPECT_EQ(statements([&] { (void)service_.list(caller, refs, kEverything); }), 4);
    EXPECT_EQ(statements([&] { EXPECT_GE(service_.all(caller, annas_, {}).tasks.size(), 1000U); }), 2);
}

TEST_F(TaskStatementsTest, Writes) {
    // Six of each belong to the transaction: begin, the seq row and its state, change records, commit, position.
    std::optional<Written> made;
    EXPECT_EQ(statements([&] { made = add(anna(), annas_, "a"); }), 12);
    const TaskRef ref{.id = made->task.id, .folder = annas_};
    EXPECT_EQ(statements([&] { service_.update(anna(), ref, titled("b"), kNow); }), 12);
    EXPECT_EQ(statements([&] { remove(anna(), ref); }), 17);
}

TEST_F(TaskStatementsTest, UpdatesCostTheChangesNotTheFolder) {
    fill(annas_, 10'000);
    const Caller caller = admitted(anna());
    const auto made = add(anna(), annas_, "a");
    const Seq before = service_.updates(caller, annas_, {}, {}).timestamp;
    service_.update(anna(), {.id = made.task.id, .folder = annas_}, titled("b"), kNow);
    constexpr std::int64_t kFew = 150;
    const auto one = [&] { EXPECT_EQ(service_.updates(caller, annas_, before, {}).changed.size(), 1U); };
    EXPECT_LT(rows(one), kFew);
    // One of them asks how far back deletions are known.
    EXPECT_EQ(statements(one), 4);
    EXPECT_LT(rows([&] { add(anna(), annas_, "c"); }), kFew);
    EXPECT_LT(rows([&] { service_.update(anna(), {.id = made.task.id, .folder = annas_}, titled("d"), kNow); }), kFew);
    EXPECT_LT(rows([&] { remove(anna(), {.id = made.task.id, .folder = annas_}); }), kFew);
    EXPECT_GT(rows([&] { (void)service_.all(caller, annas_, {}); }), 10'000);  // the counting counts
}

}  // namespace
}  // namespace groupware::tasks
