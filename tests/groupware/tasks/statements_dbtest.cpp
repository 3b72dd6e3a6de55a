#include "tests/groupware/tasks/tasks_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace groupware::tasks {
namespace {

/// SQL statements per operation, counted by the server. A use case that needs more than before fails here; lower a
/// number when you have made one cheaper.
class TaskStatementsTest : public TasksTest {
protected:
    TaskStatementsTest() : observer_(connect()) {
        add(anna(), annas_, "warm");  // connections, placement and prepared statements are there
    }

    std::int64_t statements(const std::function<void()>& action) {
        const std::int64_t before = status("Questions");
        action();
        return status("Questions") - before - 1;  // the second look counts itself
    }
    /// Of a read, which can be repeated: a connection that the pool opens meanwhile has statements of its own.
    std::int64_t reading(const std::function<void()>& action) {
        return std::min({statements(action), statements(action), statements(action)});
    }
    /// Rows that the server looked at, in tables and indexes.
    std::int64_t rowsRead(const std::function<void()>& action) {
        const std::int64_t before = handlerReads();
        action();
        return handlerReads() - before;
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
    std::int64_t status(const std::string& name) {
        auto rows = observer_->queryText("SHOW GLOBAL STATUS LIKE '" + name + "'");
        return rows.next() ? std::stoll(rows.text(2)) : -1;
    }
    std::int64_t handlerReads() {
        std::int64_t sum = 0;
        auto rows = observer_->queryText(
            "SELECT SUM(VARIABLE_VALUE) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME IN "
            "('HANDLER_READ_KEY', 'HANDLER_READ_NEXT', 'HANDLER_READ_RND_NEXT', 'HANDLER_READ_PREV', "
            "'HANDLER_READ_FIRST')");
        if (rows.next()) sum = static_cast<std::int64_t>(rows.real(1));
        return sum;
    }

    std::unique_ptr<dbpool::Connection> observer_;
};

constexpr Details kEverything{.participants = true, .alarms = true};

TEST_F(TaskStatementsTest, Reads) {
    const Caller caller = admitted(anna());
    const auto made = give(anna(), annas_, {user(kBert)});
    const TaskRef ref{.id = made.task.id, .folder = annas_};
    EXPECT_EQ(reading([&] { (void)service_.get(caller, ref); }), 4);
    EXPECT_EQ(reading([&] { (void)service_.all(caller, annas_, {}); }), 2);
    EXPECT_EQ(reading([&] { (void)service_.all(caller, annas_, kEverything); }), 4);
    EXPECT_EQ(reading([&] { (void)service_.list(caller, {&ref, 1}, {}); }), 2);
    EXPECT_EQ(reading([&] { (void)service_.updates(caller, annas_, {}, {}); }), 3);
    EXPECT_EQ(reading([&] { (void)service_.search(caller, {.pattern = "given"}, {}); }), 3);
    EXPECT_EQ(reading([&] { (void)service_.exportFolder(caller, annas_); }), 3);
}

TEST_F(TaskStatementsTest, AListOfAThousand) {
    fill(annas_, 1000);
    const auto refs = filled(1000);
    const Caller caller = admitted(anna());
    // Two lists of ids, and the folder's rights.
    EXPECT_EQ(reading([&] { EXPECT_EQ(service_.list(caller, refs, {}).tasks.size(), 1000U); }), 3);
    // Alarms are one more; nobody takes part.
    EXPECT_EQ(reading([&] { (void)service_.list(caller, refs, kEverything); }), 4);
    EXPECT_EQ(reading([&] { EXPECT_GE(service_.all(caller, annas_, {}).tasks.size(), 1000U); }), 2);
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
    const std::int64_t looking = rowsRead([] {});  // what the counting itself reads
    constexpr std::int64_t kFew = 150;
    const auto one = [&] { EXPECT_EQ(service_.updates(caller, annas_, before, {}).changed.size(), 1U); };
    EXPECT_LT(rowsRead(one) - looking, kFew);
    // One of them asks how far back deletions are known.
    EXPECT_EQ(reading(one), 4);
    EXPECT_LT(rowsRead([&] { add(anna(), annas_, "c"); }) - looking, kFew);
    EXPECT_LT(
        rowsRead([&] { service_.update(anna(), {.id = made.task.id, .folder = annas_}, titled("d"), kNow); }) - looking,
        kFew);
    EXPECT_LT(rowsRead([&] { remove(anna(), {.id = made.task.id, .folder = annas_}); }) - looking, kFew);
    EXPECT_GT(rowsRead([&] { (void)service_.all(caller, annas_, {}); }) - looking, 10'000);  // the counting counts
}

}  // namespace
}  // namespace groupware::tasks
