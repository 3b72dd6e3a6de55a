#include "tests/groupware/tasks/tasks_fixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <random>
#include <thread>

namespace groupware::tasks {
namespace {

/// A client that keeps a copy of a folder by `updates` alone.
class Follower {
public:
    Follower(const TaskService& service, Caller caller, FolderId folder)
        : service_(service), caller_(std::move(caller)), folder_(folder) {}

    void poll() {
        const auto changes = service_.updates(caller_, folder_, timestamp_, {});
        for (const auto& task : changes.changed) {
            EXPECT_GT(task.seq, timestamp_) << "named already";
            EXPECT_LE(task.seq, changes.timestamp);
            copy_[task.id] = task.fields.title;
        }
        for (const TaskId id : changes.removed) copy_.erase(id);
        timestamp_ = changes.timestamp;
    }
    [[nodiscard]] const std::map<TaskId, std::string>& copy() const { return copy_; }

private:
    const TaskService& service_;
    Caller caller_;
    FolderId folder_;
    Seq timestamp_{};
    std::map<TaskId, std::string> copy_;
};

class FollowTest : public TasksTest {
protected:
    [[nodiscard]] std::map<TaskId, std::string> contentOf(const Caller& caller, FolderId folder) {
        std::map<TaskId, std::string> content;
        for (const auto& task : service_.all(caller, folder, {}).tasks) content[task.id] = task.fields.title;
        return content;
    }
    /// One of 16 clients that write what comes to their mind.
    void scribble(unsigned seed) {
        std::mt19937 random(seed);
        const FolderId folders[] = {annas_, other_};
        for (int step = 0; step < 25; ++step) {
            const FolderId folder = folders[test::between(random, 0, 1)];
            const auto tasks = service_.all(anna(), folder, {}).tasks;
            const int what = tasks.empty() ? 0 : test::between(random, 0, 4);
            try {
                if (what <= 1) {
                    give(anna(), folder, what == 0 ? std::vector{user(kBert)} : std::vector<Participant>{});
                    continue;
                }
                const TaskRef ref{.id = tasks[test::between<std::size_t>(random, 0, tasks.size() - 1)].id,
                                  .folder = folder};
                if (what == 2) service_.update(anna(), ref, titled(std::to_string(random())), kNow);
                if (what == 3) service_.update(anna(), ref, {.folder = folder == annas_ ? other_ : annas_}, kNow);
                if (what == 4) remove(anna(), ref);
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::NotFound) << error.what();  // another was faster
            }
        }
    }

    FolderId other_ = newFolder("other");
};

TEST_F(FollowTest, SixteenWritersLoseNobody) {
    std::atomic<bool> writing = true;
    std::vector<std::unique_ptr<Follower>> followers;
    for (const auto& [caller, folder] :
         {std::pair(anna(), annas_), std::pair(anna(), other_), std::pair(bert(), berts_), std::pair(anna(), annas_)})
        followers.push_back(std::make_unique<Follower>(service_, caller, folder));
    std::vector<std::jthread> readers;
    for (auto& follower : followers)
        readers.emplace_back([&writing, &follower] {
            while (writing) follower->poll();
        });
    {
        std::vector<std::jthread> writers;
        for (unsigned number = 0; number < 16; ++number) writers.emplace_back([this, number] { scribble(number); });
    }
    writing = false;
    readers.clear();
    for (auto& follower : followers) follower->poll();
    EXPECT_EQ(followers[0]->copy(), contentOf(anna(), annas_));
    EXPECT_EQ(followers[1]->copy(), contentOf(anna(), other_));
    EXPECT_EQ(followers[2]->copy(), contentOf(bert(), berts_));
    EXPECT_EQ(followers[3]->copy(), followers[0]->copy());
    EXPECT_FALSE(followers[2]->copy().empty());
    EXPECT_EQ(counted(), rowsOf("task"));
}

}  // namespace
}  // namespace groupware::tasks
